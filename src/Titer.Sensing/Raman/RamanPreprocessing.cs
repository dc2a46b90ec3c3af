using Titer.Sensing.Raman.Preprocessing;
using static Titer.Sensing.Raman.RamanPhysics;

namespace Titer.Sensing.Raman;

/// <summary>
/// What is done to a spectrum of the bioreactor's probe before regression: cosmic spikes out by the probe's own noise, first derivative by
/// Savitzky and Golay (Anal. Chem. 36 (1964) 1627) against the fluorescence, divided by the height of the water band
/// at 1640 /cm against laser power and turbidity. One per sensor: it holds work buffers.
/// </summary>
public sealed class RamanPreprocessing
{
    /// <summary>Channels of the derivative window.</summary>
    public const int Points = 11;
    /// <summary>Channels that have a derivative.</summary>
    public const int Features = Channels - Points + 1;
    // Standard deviations above the neighbourhood at which a channel is a spike; bands add at most two.
    private const double SpikeLimit = 7, SpikeFloor = 30;
    private const double WaterFrom = 1500, WaterTo = 1788;

    private static readonly SpectralAxis Axis = new([.. Enumerable.Range(0, Channels).Select(Wavenumber)]);
    private static readonly double[] Weights =
        SavitzkyGolay.Weights([.. Enumerable.Range(-Points / 2, Points).Select(k => k * Step)], 2, 1);
    private static readonly double Squares = Weights.Sum(w => w * w);

    /// <summary>The water band as internal standard, fitted beside the amide band and a curved background.</summary>
    private static readonly ScatterCorrection Water = new(
        2, [.. Spectrum([new Band(1640, 45, 1)])], [[.. Spectrum([new Band(1658, 22, 1)])]], WaterFrom, WaterTo, ScaleOnly: true);

    private static readonly double[] Height = [.. Water.Bind(Axis).Functional];

    private readonly DespikeOperation _despike =
        new(Axis, new Despike(SpikeLimit, SpikeFloor, new DetectorNoise(ReadNoise * ReadNoise / Exposures, 1 / Exposures)));
    private readonly SpectralOperation _derivative = new SavitzkyGolay(Points, 2, 1).On(Axis);
    private readonly double[] _clean = new double[Channels];

    /// <summary>Linear functional on the counts that gives the height of the water band: least squares on the region around it.</summary>
    public static ReadOnlySpan<double> WaterBand => Height;

    /// <summary>The counts last given, without spikes.</summary>
    public ReadOnlySpan<double> Clean => _clean;

    /// <summary>Derivative over water band; the water band's height is returned.</summary>
    public double Apply(ReadOnlySpan<double> counts, Span<double> features)
    {
        _despike.Apply(counts, _clean);
        double water = Numerics.FixedDot.Of(_clean, Height);
        _derivative.Apply(_clean, features);
        for (int i = 0; i < Features; i++) features[i] /= water;
        return water;
    }

    /// <summary>Coefficients on the counts that do what <paramref name="coefficients"/> do on the derivative.</summary>
    public static double[] OnCounts(ReadOnlySpan<double> coefficients)
    {
        var counts = new double[Channels];
        for (int i = 0; i < Features; i++) Numerics.FixedDot.Add(coefficients[i], Weights, counts.AsSpan(i, Points));
        return counts;
    }

    /// <summary>Sum of the variances of the features that the noise of the counts makes.</summary>
    public static double NoiseOf(ReadOnlySpan<double> clean, double water)
    {
        double variance = 0;
        foreach (double c in clean) variance += Variance(c);
        return variance * Squares / (water * water);
    }
}
