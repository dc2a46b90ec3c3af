using Titer.Numerics;

namespace Titer.Sensing.Hologram;

/// <summary>
/// How sure a focus is. The peak is the wrong one more often when another is about as high or when the criteria disagree; and a wide one (an
/// object that is deep, or that is transparent and acts
/// as a lens) leaves its own place open. The coefficients were fitted by logistic regression, one hologram left out at a time, to seven
/// variants (crops, noise, binning) of 32 holograms of plankton focused by an operator; docs/chips/hologram.md says how often the verdict was right.
/// </summary>
internal static class FocusConfidence
{
    private const double SureFrom = 0.8, LikelyFrom = 0.5;
    private const double Intercept = 0.6, OfRival = -2.7, OfAgreement = 2.8;
    /// <summary>What counts as right, um, and the standard deviation of the place of a peak in half widths, for the probability.</summary>
    private const double Right = 100, Spread = 0.2;
    /// <summary>Standard uncertainty in half widths; it covers the peaks that were wrong too.</summary>
    private const double Uncertain = 0.45;

    /// <summary>Probability that the focus is within 100 um of what an operator would choose.</summary>
    /// <param name="width">Half width of the peak, um.</param>
    /// <param name="rival">Height of the highest other peak, as part of that of the peak.</param>
    /// <param name="agreement">Part of the criteria that have their highest peak at the same place.</param>
    public static double Probability(double width, double rival, double agreement)
    {
        double peak = 1 / (1 + Math.Exp(-(Intercept + OfRival * rival + OfAgreement * agreement)));
        return peak * (2 * NormalDistribution.Cumulative(Right / (Spread * width)) - 1);
    }

    public static FocusVerdict Verdict(double probability) =>
        probability >= SureFrom ? FocusVerdict.Sure : probability >= LikelyFrom ? FocusVerdict.Likely : FocusVerdict.Unsure;

    /// <summary>Standard uncertainty, um.</summary>
    public static double Uncertainty(double width) => Uncertain * width;
}
