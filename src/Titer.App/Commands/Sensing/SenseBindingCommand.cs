using System.CommandLine;
using Titer.App.Laboratory.Binding;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense binding FILE --config CONFIG.yaml</c>: ka, kd and KD of a titration, or titres from initial rates.</summary>
internal static class SenseBindingCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Sensorgrams of several cycles (text, see docs/chips/binding.md)." };
        var config = new Option<string>("--config") { Description = "Settings (YAML): phases, concentrations, model.", Required = true };
        var command = new Command("binding", "Fit binding kinetics to sensorgrams, or read titres from their initial rates.") { file, config };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, BindingSensing.Of(parsed.GetValue(file)!, parsed.GetValue(config)!)));
        return command;
    }
}
