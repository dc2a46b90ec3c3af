using Titer.Core;

namespace Titer.Sensing.Binding;

/// <summary>One rate, or KD, as a fit gives it.</summary>
/// <param name="Name"><c>ka</c>, <c>kd</c>, <c>KD</c>, <c>km</c>, <c>ka2</c>, <c>kd2</c>.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="StandardUncertainty">1 sigma, with the correlation of the residuals taken into account; NaN when not determined.</param>
/// <param name="IndependentUncertainty">What it would be were the residuals independent of each other, as most programs print it.</param>
/// <param name="Lower">Lower end of the profile-likelihood interval; 0 when the data allow every smaller value.</param>
/// <param name="Upper">Upper end; infinity when the data allow every larger value.</param>
public readonly record struct RateEstimate(
    string Name, Unit Unit, double Value, double StandardUncertainty, double IndependentUncertainty, double Lower, double Upper)
{
    public bool IsBounded => Lower > 0 && double.IsFinite(Upper);
}
