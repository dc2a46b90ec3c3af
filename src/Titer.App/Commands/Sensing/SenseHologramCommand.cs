using System.CommandLine;
using Titer.App.Laboratory.Hologram;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense hologram IMAGE...</c>: focus and objects of in-line holograms of a lens-free camera.</summary>
internal static class SenseHologramCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("IMAGE") { Description = "PNG or JPEG files, one hologram each.", Arity = ArgumentArity.OneOrMore };
        var wavelength = new Option<string>("--wavelength") { Description = "Of the light, in air, e.g. 650nm.", Required = true };
        var pixel = new Option<string>("--pixel") { Description = "Pitch of the pixels, e.g. 1.4um.", Required = true };
        var index = new Option<double>("--medium-index")
        {
            Description = "Refractive index between objects and sensor; 1 gives distances as in air.",
            DefaultValueFactory = _ => 1.0,
        };
        var range = new Option<string>("--range") { Description = "Where the focus is looked for.", DefaultValueFactory = _ => HologramSensing.UsualRange };
        var transparent = new Option<bool>("--transparent") { Description = "The objects are transparent, as cells in suspension are." };
        var command = new Command("hologram", "Focus, count and measure the objects of in-line holograms.")
        {
            images, wavelength, pixel, index, range, transparent,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, HologramSensing.Of(
            parsed.GetValue(images)!, parsed.GetValue(wavelength)!, parsed.GetValue(pixel)!, parsed.GetValue(index), parsed.GetValue(range)!,
            parsed.GetValue(transparent))));
        return command;
    }
}
