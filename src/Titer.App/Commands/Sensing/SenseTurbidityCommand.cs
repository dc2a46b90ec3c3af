using System.CommandLine;
using Titer.App.Laboratory.Turbidity;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense turbidity FILE.csv --config CHIP.yaml</c>: crystals of magnesium pyrophosphate from transmitted and scattered
/// light.</summary>
internal static class SenseTurbidityCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV file of flashes, a row each; rows of the same time are one read-out." };
        var config = new Option<string>("--config") { Description = "Calibration of the chip (YAML); examples/sensing has one.", Required = true };
        var command = new Command("turbidity", "Crystals of magnesium pyrophosphate from transmitted and scattered light.") { file, config };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, TurbiditySensing.Of(parsed.GetValue(file)!, parsed.GetValue(config)!)));
        return command;
    }
}
