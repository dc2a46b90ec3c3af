using System.CommandLine;
using Titer.App.Laboratory.Pcr;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense pcr FILE...</c>: copies per uL from droplet amplitudes, or quantification cycles from amplification curves.</summary>
internal static class SensePcrCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "CSV exports of one kind: droplet amplitudes (one file per well), or amplification curves (a column Cycle).",
            Arity = ArgumentArity.OneOrMore,
        };
        var volume = new Option<string?>("--droplet-volume") { Description = "Droplet volume with unit, such as 0.91nL (digital)." };
        var uncertainty = new Option<string?>("--volume-uncertainty") { Description = "Its relative standard uncertainty, such as 2.5% (digital)." };
        var controls = new Option<string?>("--ntc") { Description = "Wells without template, such as A05,H12." };
        var standards = new Option<string?>("--standards") { Description = "CSV file with columns Well and Quantity in copies per uL (real-time)." };
        var command = new Command("pcr", "Concentration of a nucleic acid from digital or real-time PCR.")
        {
            files, volume, uncertainty, controls, standards,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, PcrSensing.Of(
            parsed.GetValue(files)!, parsed.GetValue(volume), parsed.GetValue(uncertainty), parsed.GetValue(controls), parsed.GetValue(standards))));
        return command;
    }
}
