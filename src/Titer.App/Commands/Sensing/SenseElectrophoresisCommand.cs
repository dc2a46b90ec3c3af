using System.CommandLine;
using Titer.App.Laboratory.Electrophoresis;
using Titer.Sensing.Electrophoresis;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense electrophoresis FILE.csv --length 4000</c>: integrity, length and concentration of RNA from lanes beside a
/// ladder.</summary>
internal static class SenseElectrophoresisCommand
{
    public static Command Create()
    {
        ElectrophoresisCalibration nominal = ElectrophoresisCalibration.Nominal;
        var file = new Argument<string>("FILE") { Description = "CSV file: time (s), ladder, and a column of fluorescence per sample." };
        var length = new Option<int>("--length") { Description = "Nucleotides of the whole transcript.", DefaultValueFactory = _ =>
            nominal.Transcript };
        var ladder = new Option<string>("--ladder")
        {
            Description = "Nucleotides of the ladder's strands.", DefaultValueFactory = _ => string.Join(',', nominal.Ladder),
        };
        var marker = new Option<int>("--marker") { Description = "Nucleotides of the marker in every lane.", DefaultValueFactory = _ =>
            nominal.Marker };
        var concentration = new Option<double>("--ladder-concentration")
        {
            Description = "ng/uL of all strands of the ladder together.", DefaultValueFactory = _ => nominal.LadderConcentration,
        };
        var dilution = new Option<double>("--dilution") { Description = "Of the samples, 1 for none.", DefaultValueFactory = _ => 1 };
        var ceiling = new Option<double>("--ceiling")
        {
            Description = "Signal at which the detector ends, in the unit of the file.", DefaultValueFactory = _ => nominal.Ceiling,
        };
        var command = new Command("electrophoresis", "Integrity, length and concentration of RNA from electropherograms.")
        {
            file, length, ladder, marker, concentration, dilution, ceiling,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, ElectrophoresisSensing.Of(
            parsed.GetValue(file)!, parsed.GetValue(length), parsed.GetValue(ladder)!, parsed.GetValue(marker), parsed.GetValue(concentration),
            parsed.GetValue(dilution), parsed.GetValue(ceiling))));
        return command;
    }
}
