using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Mean copies per droplet from the number of positive ones, with the exact interval: the limits of Clopper and Pearson (Biometrika 26
/// (1934) 404) for the share, through lambda = -ln(1 - share), which is monotone. Without positives the lower limit is zero, without
/// negatives the upper one is infinite.
/// </summary>
public static class PoissonConcentration
{
    public static double Occupancy(int positives, int droplets) => PcrPhysics.OccupancyOf(positives / (double)droplets);

    /// <summary>
    /// Standard uncertainty of the occupancy: the standard deviation of the share that a flat prior leaves, Beta(k + 1, n - k + 1), over
    /// the share of negatives. Close to sqrt(p / (n (1 - p))) of the delta method, and right without positives as well, 1 / n.
    /// </summary>
    public static double StandardUncertainty(int positives, int droplets)
    {
        double n = droplets, above = positives + 1.0, below = n - positives + 1;
        return Math.Sqrt(above / (below * (n + 3)));
    }

    /// <param name="confidence">Two-sided.</param>
    public static (double Low, double High) Interval(int positives, int droplets, double confidence = 0.95)
    {
        double tail = 0.5 * (1 - confidence);
        double low = positives == 0 ? 0 : PcrPhysics.OccupancyOf(BetaDistribution.Quantile(tail, positives, droplets - positives + 1));
        // The complement is inverted, so that the limit of a nearly full well keeps its digits.
        double high = positives == droplets
            ? double.PositiveInfinity
            : -Math.Log(BetaDistribution.Quantile(tail, droplets - positives, positives + 1));
        return (low, high);
    }
}
