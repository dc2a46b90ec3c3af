namespace Titer.Design.Calibration;

/// <summary>Standard uncertainties from repeated measurements.</summary>
public static class Replicates
{
    /// <summary>
    /// Root mean square of standard deviations, each from a few replicates: one such deviation is uncertain by half of itself (triplicates), the
    /// pooled one of fifty is not, and a point does not gain weight because its replicates happened to agree. NaN when there are none.
    /// </summary>
    public static double Pooled(IEnumerable<double> deviations)
    {
        double sum = 0;
        int count = 0;
        foreach (double d in deviations)
        {
            if (!double.IsFinite(d)) continue;
            sum += d * d;
            count++;
        }
        return count > 0 ? Math.Sqrt(sum / count) : double.NaN;
    }

    /// <summary>Standard deviation of a sample; NaN for fewer than two.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2) return double.NaN;
        double mean = values.Sum() / values.Count, sum = values.Sum(v => (v - mean) * (v - mean));
        return Math.Sqrt(sum / (values.Count - 1));
    }
}
