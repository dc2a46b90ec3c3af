namespace Titer.Sensing.Binding;

/// <summary>What one sweep over one ring says.</summary>
public enum ResonanceStatus
{
    Found,
    /// <summary>There is no dip in the sweep: the ring is dead, dry or elsewhere.</summary>
    Lost,
    /// <summary>The detector is at its end over part of the sweep.</summary>
    Saturated,
    /// <summary>Values that are not finite.</summary>
    Unusable,
}

/// <param name="Shift">Resonance from the centre of the sweep, pm; NaN unless found.</param>
/// <param name="Uncertainty">1 sigma from the noise of the sweep, pm.</param>
/// <param name="Width">Full width at half depth, pm.</param>
/// <param name="Depth">Of the dip, relative to the background.</param>
public readonly record struct ResonanceReading(ResonanceStatus Status, double Shift, double Uncertainty, double Width, double Depth)
{
    internal static ResonanceReading Without(ResonanceStatus status) => new(status, double.NaN, double.NaN, double.NaN, double.NaN);
}
