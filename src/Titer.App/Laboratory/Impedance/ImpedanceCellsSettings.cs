using Titer.Batch;
using Titer.Core;
using Titer.Sensing.Impedance;

namespace Titer.App.Laboratory.Impedance;

/// <summary>
/// The chip and the cells from a YAML file: <c>cell-constant: 100 /m</c> and whatever else is known; the rest is
/// <see cref="ImpedanceCalibration.Nominal"/>.
/// </summary>
internal static class ImpedanceCellsSettings
{
    private const string Where = "the file of the impedance chip";

    private static readonly string[] Keys =
    [
        "cell-constant", "cell-volume", "membrane", "inner-conductivity", "medium-conductivity", "alpha", "infinite-permittivity", "polarisation",
        "polarisation-exponent", "noise", "scale-uncertainty", "floor", "critical-frequency-spread", "alpha-spread", "polarisation-spread",
        "exponent-spread", "permittivity-spread", "bubble-permittivity", "worst-fit",
    ];

    /// <exception cref="InputException">A key is unknown, or a value is not a positive number of its unit; the message has the line.</exception>
    public static ImpedanceCalibration Load(string file)
    {
        YamlMap map = YamlMap.MapOf(YamlFile.Parse(YamlFile.Load(file)), Where);
        map.Allow(Where, Keys);
        map.Require("cell-constant", Where);
        ImpedanceCalibration nominal = ImpedanceCalibration.Nominal;
        double Value(string key, Unit unit, double otherwise) => map.Find(key) is { } entry ? Positive(entry, unit) : otherwise;
        return new ImpedanceCalibration
        {
            CellConstant = Value("cell-constant", Unit.PerMetre, nominal.CellConstant),
            CellVolume = Value("cell-volume", Unit.Femtolitre, nominal.CellVolume),
            Membrane = Value("membrane", Unit.FaradPerSquareMetre, nominal.Membrane),
            InnerConductivity = Value("inner-conductivity", Unit.SiemensPerMetre, nominal.InnerConductivity),
            MediumConductivity = Value("medium-conductivity", Unit.SiemensPerMetre, nominal.MediumConductivity),
            Alpha = Value("alpha", Unit.One, nominal.Alpha),
            InfinitePermittivity = Value("infinite-permittivity", Unit.One, nominal.InfinitePermittivity),
            Polarisation = Value("polarisation", Unit.Ohm, nominal.Polarisation),
            PolarisationExponent = Value("polarisation-exponent", Unit.One, nominal.PolarisationExponent),
            Noise = Value("noise", Unit.One, nominal.Noise),
            ScaleUncertainty = Value("scale-uncertainty", Unit.One, nominal.ScaleUncertainty),
            Floor = Value("floor", Unit.Percent, nominal.Floor),
            CriticalFrequencySpread = Value("critical-frequency-spread", Unit.One, nominal.CriticalFrequencySpread),
            AlphaSpread = Value("alpha-spread", Unit.One, nominal.AlphaSpread),
            PolarisationSpread = Value("polarisation-spread", Unit.One, nominal.PolarisationSpread),
            ExponentSpread = Value("exponent-spread", Unit.One, nominal.ExponentSpread),
            PermittivitySpread = Value("permittivity-spread", Unit.One, nominal.PermittivitySpread),
            BubblePermittivity = Value("bubble-permittivity", Unit.One, nominal.BubblePermittivity),
            WorstFit = Value("worst-fit", Unit.One, nominal.WorstFit),
        };
    }

    private static double Positive(YamlEntry entry, Unit unit)
    {
        string text = YamlMap.TextOf(entry);
        double value;
        if (unit == Unit.One)
        {
            if (!Quantity.TryNumber(text, out value)) throw entry.Value.Place.Error($"'{entry.Key}' must be a number, not '{text}'.");
        }
        else if (!Quantity.TryParse(text, out Quantity quantity, out string problem)) throw entry.Value.Place.Error($"{entry.Key}: {problem}.");
        else if (!quantity.TryIn(unit, out value)) throw entry.Value.Place.Error($"'{entry.Key}' is in {quantity.Unit}; {unit} is expected.");
        return value > 0 ? value : throw entry.Value.Place.Error($"'{entry.Key}' must be positive, not {text}.");
    }
}
