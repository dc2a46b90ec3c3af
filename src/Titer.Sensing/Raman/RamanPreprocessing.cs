using Titer.Numerics;
using static Titer.Sensing.Raman.RamanPhysics;

namespace Titer.Sensing.Raman;

/// <summary>
/// What is done to a spectrum before regression: cosmic spikes out (a channel above the median of its neighbourhood by more than
/// its own noise can explain), first derivative by Savitzky and Golay (Anal. Chem. 36 (1964) 1627) against the
/// fluorescence, divided by the height of the water band at 1640 /cm against laser power and turbidity.
/// </summary>
public sealed class RamanPreprocessing
{
    /// <summary>Channels on each side of the derivative window, 11 in all.</summary>
    public const int Half = 5;
    /// <summary>Channels that have a derivative.</summary>
    public const int Features = Channels - 2 * Half;
    // Standard deviations above the neighbourhood at which a channel is a spike; bands add at most two.
    private const double SpikeLimit = 7, SpikeFloor = 30;
    private const double WaterFrom = 1500, WaterTo = 1790;

    private static readonly double[] Water = WaterFunctional();

    /// <summary>Linear functional on the counts that gives the height of the water band: least squares on the region around it.</summary>
    public static ReadOnlySpan<double> WaterBand => Water;

    /// <summary>
    /// Copies <paramref name="counts"/> with every spike and the channels on both sides of it bridged by a line between the sound
    /// channels beyond. (The foot of a spike hides below the limit on the steep flank of the water band, so that it goes too; the
    /// median that finds a spike is no replacement for it, because on the flank it is a channel off.)
    /// </summary>
    public static void Despike(ReadOnlySpan<double> counts, Span<double> clean)
    {
        counts.CopyTo(clean);
        Span<bool> spike = stackalloc bool[counts.Length + 2];
        spike.Clear();
        bool any = false;
        for (int i = 0; i < counts.Length; i++)
        {
            double median = Median7(counts.Slice(Math.Clamp(i - 3, 0, counts.Length - 7), 7)), above = counts[i] - median;
            // The square root is taken only where it can matter.
            if (above <= SpikeFloor || above <= SpikeLimit * Math.Sqrt(Variance(median)) + SpikeFloor) continue;
            spike[i] = spike[i + 1] = spike[i + 2] = any = true;
        }
        if (any) Bridge(counts, spike.Slice(1, counts.Length), clean);
    }

    private static void Bridge(ReadOnlySpan<double> counts, ReadOnlySpan<bool> spike, Span<double> clean)
    {
        int sound = -1;
        for (int i = 0; i < counts.Length; i++)
        {
            if (spike[i]) continue;
            for (int j = sound + 1; j < i; j++)
                clean[j] = sound < 0 ? counts[i] : counts[sound] + (counts[i] - counts[sound]) * (j - sound) / (i - sound);
            sound = i;
        }
        if (sound >= 0) clean[(sound + 1)..].Fill(counts[sound]);
    }

    /// <summary>Derivative over water band; the water band's height is returned.</summary>
    public static double Apply(ReadOnlySpan<double> clean, Span<double> features)
    {
        double water = FixedDot.Of(clean, Water);
        const double norm = 110; // sum of k^2, k = -5..5
        for (int i = 0; i < Features; i++)
        {
            ReadOnlySpan<double> x = clean.Slice(i, 2 * Half + 1);
            features[i] = (5 * (x[10] - x[0]) + 4 * (x[9] - x[1]) + 3 * (x[8] - x[2]) + 2 * (x[7] - x[3]) + (x[6] - x[4])) / (norm * water);
        }
        return water;
    }

    /// <summary>Coefficients on the counts that do what <paramref name="coefficients"/> do on the derivative.</summary>
    public static double[] OnCounts(ReadOnlySpan<double> coefficients)
    {
        var counts = new double[Channels];
        for (int i = 0; i < Features; i++)
            for (int k = -Half; k <= Half; k++) counts[i + Half + k] += coefficients[i] * k / 110.0;
        return counts;
    }

    private static double Median7(ReadOnlySpan<double> x)
    {
        Span<double> sorted = stackalloc double[7];
        for (int i = 0; i < 7; i++)
        {
            double v = x[i];
            int j = i;
            for (; j > 0 && sorted[j - 1] > v; j--) sorted[j] = sorted[j - 1];
            sorted[j] = v;
        }
        return sorted[3];
    }

    /// <summary>
    /// Fits offset, slope, curvature, the water band and the amide band beside it; the row of the pseudo-inverse that belongs to water.
    /// </summary>
    private static double[] WaterFunctional()
    {
        int from = (int)((WaterFrom - FirstWavenumber) / Step), to = (int)((WaterTo - FirstWavenumber) / Step);
        double[] water = Spectrum([new Band(1640, 45, 1)]), amide = Spectrum([new Band(1658, 22, 1)]);
        double[][] basis = [new double[Channels], new double[Channels], new double[Channels], amide, water];
        for (int i = from; i < to; i++)
        {
            double s = (i - 0.5 * (from + to)) / (to - from);
            (basis[0][i], basis[1][i], basis[2][i]) = (1, s, s * s);
        }
        for (int i = 0; i < Channels; i++)
            if (i < from || i >= to) water[i] = amide[i] = 0;
        // What of water is orthogonal to all the others, scaled so that a water band of height 1 gives 1.
        for (int pass = 0; pass < 2; pass++)
            for (int k = 0; k < basis.Length; k++)
            {
                for (int j = 0; j < k; j++) FixedDot.Add(-FixedDot.Of(basis[k], basis[j]) / FixedDot.Of(basis[j], basis[j]), basis[j], basis[k]);
            }
        double[] height = Spectrum([new Band(1640, 45, 1)]);
        double scale = FixedDot.Of(water, height);
        return [.. water.Select(v => v / scale)];
    }
}
