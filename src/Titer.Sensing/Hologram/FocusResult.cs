namespace Titer.Sensing.Hologram;

/// <summary>How far a focus may be trusted.</summary>
public enum FocusVerdict
{
    /// <summary>Nothing to focus on.</summary>
    None,
    /// <summary>Several distances are about as likely.</summary>
    Unsure,
    Likely,
    Sure,
}

/// <summary>A focus and how sure it is.</summary>
/// <param name="Distance">From the sensor, um; NaN where there is nothing to focus on.</param>
/// <param name="Uncertainty">Standard uncertainty, um, if it is the right peak of the curve at all.</param>
/// <param name="Probability">That it is the right peak, 0 to 1.</param>
/// <param name="Curve">Kept of the strongest region, whose focus is the frame's; empty of the others.</param>
public readonly record struct FocusResult(double Distance, double Uncertainty, double Probability, FocusVerdict Verdict, FocusCurve Curve)
{
    internal static FocusResult Nothing { get; } = new(double.NaN, double.NaN, 0, FocusVerdict.None, FocusCurve.Empty);

    internal bool IsNothing => double.IsNaN(Distance);
}
