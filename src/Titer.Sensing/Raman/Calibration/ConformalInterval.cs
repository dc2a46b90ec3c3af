namespace Titer.Sensing.Raman.Calibration;

/// <summary>Quantile of the scaled sizes of cross-validation errors, with the correction for a finite number of them.</summary>
internal static class ConformalInterval
{
    public const double Level = 0.95;

    /// <summary>
    /// The ceil((n + 1) 0.95)-th smallest; the largest when there are too few for that.
    /// </summary>
    public static double Quantile(IEnumerable<double> sizes)
    {
        double[] sorted = [.. sizes.Order()];
        int rank = (int)Math.Ceiling((sorted.Length + 1) * Level - 1e-9);
        return sorted[Math.Clamp(rank, 1, sorted.Length) - 1];
    }
}
