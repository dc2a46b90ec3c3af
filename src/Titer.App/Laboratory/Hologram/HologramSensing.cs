using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Hologram;

namespace Titer.App.Laboratory.Hologram;

/// <summary>Focus and objects of in-line holograms of a lens-free camera.</summary>
internal static class HologramSensing
{
    public const string UsualRange = "0.3mm-7mm";

    // Wider than any camera of this kind: deep ultraviolet to near infrared; the pitch of pixels; a slide on the sensor to a hand above it, in um.
    private const double ShortestWave = 0.1, LongestWave = 3, FinestPixel = 0.1, CoarsestPixel = 100, Nearest = 10, Farthest = 200_000;

    /// <param name="wavelength">Of the light in air, with unit.</param>
    /// <param name="pixel">Pitch, with unit.</param>
    /// <param name="index">Refractive index between objects and sensor, 1 to 2.</param>
    /// <param name="range">Where the focus is looked for: two lengths.</param>
    /// <exception cref="InputException">An option is not possible, or an image cannot be used.</exception>
    public static SensingResult Of(string[] images, string wavelength, string pixel, double index, string range, bool transparent)
    {
        (double near, double far) = LengthText.ReadRange("--range", range, Nearest, Farthest);
        if (!(index >= 1 && index <= 2)) throw new InputException("--medium-index", $"{index} is outside 1 to 2.");
        var camera = new HologramCalibration
        {
            Wavelength = LengthText.Read("--wavelength", wavelength, ShortestWave, LongestWave),
            PixelPitch = LengthText.Read("--pixel", pixel, FinestPixel, CoarsestPixel),
            MediumIndex = index,
            NearestFocus = near,
            FarthestFocus = far,
            Transparent = transparent,
        };
        return HologramFindings.Of(Sense(images, camera));
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
