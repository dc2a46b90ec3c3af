using Titer.App.Laboratory.Ion;
using Titer.Batch;
using Titer.Core;
using Titer.Sensing.Turbidity;

namespace Titer.App.Laboratory.Turbidity;

/// <summary>The calibration of a turbidity chip from a YAML file; docs/chips/turbidity.md has the keys. What it leaves out is nominal.</summary>
internal static class TurbiditySettings
{
    private const string Where = "the file of the turbidity chip";

    private static readonly string[] Keys =
    [
        "clear-transmitted", "clear-scattered", "lamp", "extinction", "scattering", "way", "noise", "relative-noise", "clear-uncertainty",
        "clear-scattered-uncertainty", "crystal-uncertainty", "own-uncertainty",
    ];

    /// <exception cref="InputException">A key is unknown or missing, or a value is no positive number; the message has the line.</exception>
    public static TurbidityCalibration Load(string file)
    {
        YamlMap map = YamlMap.MapOf(YamlFile.Parse(YamlFile.Load(file)), Where);
        map.Allow(Where, Keys);
        foreach (string key in Keys[..5]) map.Require(key, Where);
        TurbidityCalibration nominal = TurbidityCalibration.Nominal;
        double Value(string key, Unit unit, double otherwise) => IonYaml.Number(map, key, unit, otherwise, 1e-9);
        return nominal with
        {
            ClearTransmitted = Value("clear-transmitted", Unit.Volt, nominal.ClearTransmitted),
            ClearScattered = Value("clear-scattered", Unit.Volt, nominal.ClearScattered),
            Lamp = Value("lamp", Unit.Volt, nominal.Lamp),
            Extinction = Value("extinction", Unit.One, nominal.Extinction),
            Scattering = Value("scattering", Unit.One, nominal.Scattering),
            Way = Value("way", Unit.One, nominal.Way),
            Noise = Value("noise", Unit.Volt, nominal.Noise),
            RelativeNoise = Value("relative-noise", Unit.One, nominal.RelativeNoise),
            ClearUncertainty = Value("clear-uncertainty", Unit.One, nominal.ClearUncertainty),
            ClearScatteredUncertainty = Value("clear-scattered-uncertainty", Unit.Volt, nominal.ClearScatteredUncertainty),
            CrystalUncertainty = Value("crystal-uncertainty", Unit.One, nominal.CrystalUncertainty),
            OwnUncertainty = Value("own-uncertainty", Unit.One, nominal.OwnUncertainty),
        };
    }
}
