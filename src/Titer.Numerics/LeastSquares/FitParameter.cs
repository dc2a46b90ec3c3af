namespace Titer.Numerics;

/// <summary>
/// One parameter of a fit: where it starts, its bounds and its Gaussian prior. Bounds that are equal fix it. A start outside its
/// bounds is moved onto them.
/// </summary>
/// <param name="Start">First value.</param>
/// <param name="Lower">Lower bound, included; minus infinity for none.</param>
/// <param name="Upper">Upper bound, included; plus infinity for none.</param>
/// <param name="PriorMean">Mean of the prior.</param>
/// <param name="PriorSigma">Standard deviation of the prior; infinity for none.</param>
public readonly record struct FitParameter(
    double Start,
    double Lower = double.NegativeInfinity,
    double Upper = double.PositiveInfinity,
    double PriorMean = 0,
    double PriorSigma = double.PositiveInfinity)
{
    public bool HasPrior => double.IsFinite(PriorSigma);

    public bool IsFixed => Lower >= Upper;

    /// <summary>The same parameter held at a value.</summary>
    public FitParameter Fixed(double value) => this with { Start = value, Lower = value, Upper = value };
}
