namespace Titer.Sensing.Hologram;

/// <summary>
/// How sure a focus is, from the shape of its curve: a clump that is deep, or transparent and acts as a lens, gives a wide peak, and its sharpest plane is not its outline;
/// a rival peak about as high may be the right one. docs/chips/hologram.md says how often the verdict was right.
/// </summary>
internal static class FocusConfidence
{
    private const double SureFrom = 0.85, LikelyFrom = 0.6;

    /// <param name="width">Half width of the peak, um.</param>
    /// <param name="rival">Height of the highest other peak, as part of that of the peak.</param>
    public static double Probability(double width, double rival) => 1 / (1 + Math.Exp((width - 320) / 50 + 4 * (Math.Max(rival, 0.4) - 0.7)));

    public static FocusVerdict Verdict(double probability) =>
        probability >= SureFrom ? FocusVerdict.Sure : probability >= LikelyFrom ? FocusVerdict.Likely : FocusVerdict.Unsure;

    /// <summary>Standard uncertainty, um, given that the peak is the right one: a quarter of its half width, and the step of an operator who focuses by eye.</summary>
    public static double Uncertainty(double width) => Math.Sqrt(width * width / 16 + 15 * 15);
}
