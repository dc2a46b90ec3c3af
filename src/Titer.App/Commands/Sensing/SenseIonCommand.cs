using System.CommandLine;
using Titer.App.Laboratory.Ion;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense ion DATA.csv --config CONFIG.yaml</c>: pH per electrode, ions solved jointly, drift alarms.</summary>
internal static class SenseIonCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DATA") { Description = "CSV file with the voltages of the electrodes, one row per read-out." };
        var config = new Option<string>("--config") { Description = "Settings of the array (YAML); examples/sensing has some.", Required = true };
        var reference = new Option<string[]>("--reference")
        {
            Description = "Column with published values to compare with: COLUMN for the first electrode, or ELECTRODE=COLUMN; may be repeated.",
        };
        var command = new Command("ion", "pH and ion concentrations from electrode voltages, with drift alarms.") { data, config, reference };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, IonSensing.Of(
            parsed.GetValue(data)!, parsed.GetValue(config)!, parsed.GetValue(reference) ?? [])));
        return command;
    }
}
