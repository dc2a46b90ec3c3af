using System.Collections.Immutable;

namespace Titer.Sensing.Pcr;

/// <summary>References of an assay from the wells at hand: the medians over those that show both peaks.</summary>
public static class DropletReferences
{
    private const int LeastPositives = 100;

    /// <param name="calls">The calls of every well, each with one entry per channel.</param>
    /// <returns>One per channel; null where no well shows both peaks with at least 100 positive droplets.</returns>
    public static ImmutableArray<DropletReference?> Of(IReadOnlyList<DropletCall[]> calls)
    {
        int channels = calls.Count == 0 ? 0 : calls.Max(c => c.Length);
        var references = ImmutableArray.CreateBuilder<DropletReference?>();
        for (int channel = 0; channel < channels; channel++)
        {
            DropletCall[] good = [.. calls.Where(c => c.Length > channel).Select(c => c[channel])
                .Where(c => c.Peaks == DropletPeaks.Two && c.Positives >= LeastPositives && double.IsFinite(c.Threshold))];
            references.Add(good.Length == 0 ? null : new DropletReference(
                Median(good, c => c.Negative.Mode), Median(good, c => c.Positive.Mode), Median(good, c => c.Threshold)));
        }
        return references.ToImmutable();
    }

    private static double Median(DropletCall[] calls, Func<DropletCall, double> of)
    {
        double[] sorted = [.. calls.Select(of).Order()];
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
