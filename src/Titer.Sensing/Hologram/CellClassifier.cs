using System.Collections.Immutable;

namespace Titer.Sensing.Hologram;

/// <summary>
/// Tells living cells from dead ones by logistic regression on what a hologram shows without stain: mean phase (dry mass per area), absorption,
/// diameter and eccentricity. How often it errs was counted on cells it was not trained on; the viability of a sample is corrected for it
/// (W. J. Rogan, B. Gladen, Am. J. Epidemiol. 107 (1978) 71).
/// </summary>
public sealed record CellClassifier
{
    public const int Features = 4;

    /// <summary>Mean and standard deviation of each feature in the training cells.</summary>
    public required ImmutableArray<double> Means { get; init; }
    public required ImmutableArray<double> Scales { get; init; }
    /// <summary>Weight of each standardised feature, and the intercept last.</summary>
    public required ImmutableArray<double> Weights { get; init; }
    /// <summary>Test cells: living ones and how many of them were called living; dead ones and how many of them were called dead.</summary>
    public required int LiveTested { get; init; }
    public required int LiveRight { get; init; }
    public required int DeadTested { get; init; }
    public required int DeadRight { get; init; }

    /// <summary>Probability that an object is a living cell.</summary>
    public double ProbabilityAlive(HologramObject cell)
    {
        Span<double> features = stackalloc double[Features];
        FeaturesOf(cell, features);
        double sum = Weights[Features];
        for (int i = 0; i < Features; i++) sum += Weights[i] * (features[i] - Means[i]) / Scales[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>
    /// Fraction of living cells, 0 to 1, and its standard uncertainty: counting (binomial) and how well the two rates of error are known (binomial,
    /// with Laplace's rule, so that no error seen does not mean none possible).
    /// </summary>
    /// <param name="alive">Cells called living.</param>
    /// <param name="all">At least 1.</param>
    public (double Value, double Uncertainty) Viability(int alive, int all)
    {
        (double live, double liveVariance) = Rate(LiveRight, LiveTested);
        (double dead, double deadVariance) = Rate(DeadRight, DeadTested);
        double power = live + dead - 1, called = (double)alive / all, smooth = (alive + 1.0) / (all + 2.0);
        double value = (called + dead - 1) / power;
        double variance = (smooth * (1 - smooth) / all + value * value * liveVariance + (1 - value) * (1 - value) * deadVariance) / (power * power);
        return (Math.Clamp(value, 0, 1), Math.Sqrt(variance));
    }

    internal static void FeaturesOf(HologramObject cell, Span<double> features)
    {
        features[0] = cell.MeanPhase;
        features[1] = cell.Absorption;
        features[2] = cell.Diameter;
        features[3] = cell.Eccentricity;
    }

    private static (double Value, double Variance) Rate(int right, int tested)
    {
        double rate = (right + 1.0) / (tested + 2.0);
        return (rate, rate * (1 - rate) / (tested + 3.0));
    }
}
