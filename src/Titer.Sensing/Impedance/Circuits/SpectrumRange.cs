using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// What a spectrum can show at all: magnitudes and frequencies from the smallest to the largest. A parameter a million times beyond is
/// not determined by it; these are the outermost bounds of a fit, so that it ends.
/// </summary>
internal readonly record struct SpectrumRange(double Smallest, double Largest, double LowestOmega, double HighestOmega)
{
    private const double Beyond = 1e6, TimeBeyond = 1e4;

    public static SpectrumRange Of(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        double smallest = double.PositiveInfinity, largest = 0, low = double.PositiveInfinity, high = 0;
        for (int k = 0; k < frequencies.Length; k++)
        {
            double magnitude = Math.Sqrt(resistance[k] * resistance[k] + reactance[k] * reactance[k]), omega = 2 * Math.PI * frequencies[k];
            (smallest, largest) = (Math.Min(smallest, magnitude), Math.Max(largest, magnitude));
            (low, high) = (Math.Min(low, omega), Math.Max(high, omega));
        }
        return new SpectrumRange(Math.Max(smallest, 1e-9 * largest), largest, low, high);
    }

    /// <summary>The parameter with its outermost bounds and those asked for, all on the fitted scale.</summary>
    public FitParameter Parameter(ElementParameter definition, double start, (double Lower, double Upper) asked)
    {
        (double lower, double upper) = Outermost(definition);
        if (definition.IsExponent) return new FitParameter(start, Math.Max(lower, asked.Lower), Math.Min(upper, asked.Upper));
        lower = asked.Lower > 0 ? asked.Lower : Math.Min(lower, asked.Upper);
        upper = double.IsFinite(asked.Upper) ? asked.Upper : Math.Max(upper, lower);
        return new FitParameter(start, Math.Log(lower), Math.Log(upper));
    }

    private (double Lower, double Upper) Outermost(ElementParameter definition)
    {
        if (definition.IsExponent) return (0.1, 1);
        if (definition.Scaling == ImpedanceScaling.Without) return (1 / (TimeBeyond * HighestOmega), TimeBeyond / LowestOmega);
        // Where the impedance of the element has the smallest and the largest magnitude within the frequencies of the spectrum.
        if (definition.Unit == Unit.Farad || definition.Unit == Unit.ConstantPhase)
            return (1 / (Beyond * Math.Max(1, HighestOmega) * Largest), Beyond / (Math.Min(1, LowestOmega) * Smallest));
        if (definition.Unit == Unit.Henry) return (Smallest / (Beyond * HighestOmega), Beyond * Largest / LowestOmega);
        if (definition.Unit == Unit.Warburg)
            return (Smallest * Math.Sqrt(LowestOmega) / Beyond, Beyond * Largest * Math.Sqrt(HighestOmega));
        return (Smallest / Beyond, Beyond * Largest);
    }
}
