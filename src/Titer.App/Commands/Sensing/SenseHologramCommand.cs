using System.CommandLine;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Hologram;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense hologram IMAGE...</c>: focus and objects of in-line holograms of a lens-free camera.</summary>
internal static class SenseHologramCommand
{
    // Wider than any camera of this kind: deep ultraviolet to near infrared; the pitch of pixels; a slide on the sensor to a hand above it, in um.
    private const double ShortestWave = 0.1, LongestWave = 3, FinestPixel = 0.1, CoarsestPixel = 100, Nearest = 10, Farthest = 200_000;

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
        var range = new Option<string>("--range") { Description = "Where the focus is looked for.", DefaultValueFactory = _ => "0.3mm-7mm" };
        var transparent = new Option<bool>("--transparent") { Description = "The objects are transparent, as cells in suspension are." };
        var command = new Command("hologram", "Focus, count and measure the objects of in-line holograms.")
        {
            images, wavelength, pixel, index, range, transparent,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed =>
        {
            (double near, double far) = LengthText.ReadRange("--range", parsed.GetValue(range)!, Nearest, Farthest);
            double medium = parsed.GetValue(index);
            if (!(medium >= 1 && medium <= 2)) throw new InputException("--medium-index", $"{medium} is outside 1 to 2.");
            var camera = new HologramCalibration
            {
                Wavelength = LengthText.Read("--wavelength", parsed.GetValue(wavelength)!, ShortestWave, LongestWave),
                PixelPitch = LengthText.Read("--pixel", parsed.GetValue(pixel)!, FinestPixel, CoarsestPixel),
                MediumIndex = medium,
                NearestFocus = near,
                FarthestFocus = far,
                Transparent = parsed.GetValue(transparent),
            };
            return options.Finish(parsed, HologramFindings.Of(Sense(parsed.GetValue(images)!, camera)));
        });
        return command;
    }

    /// <summary>A sensor of its own for each image: images of one command need not be of one camera position, nor of one size.</summary>
    private static List<HologramFinding> Sense(string[] files, HologramCalibration camera)
    {
        var findings = new List<HologramFinding>();
        // All files are read before any is analysed, which takes longer: a wrong name in the last place is then told at once.
        foreach (Frame frame in files.Select((file, i) => HologramFile.Read(file, i)).ToArray())
        {
            var sensor = new HologramSensor(camera);
            var measurements = new List<Measurement>();
            sensor.Sense(frame, measurements);
            string file = files[frame.Sequence];
            if (sensor.Analysis is null) throw new InputException(file, $"The hologram cannot be used: {measurements[0].Quality.Reason}.");
            findings.Add(HologramFinding.Of(file, frame, sensor.Analysis, measurements));
        }
        return findings;
    }
}
