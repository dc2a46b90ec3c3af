using Titer.Core;

namespace Titer.Control.Estimators.Faults;

/// <summary>
/// What a sensor is isolated for. <paramref name="Size"/> with its standard <paramref name="Uncertainty"/> is in the sensor's unit, of a drift per
/// hour, and not known of a freeze. <paramref name="Evidence"/> is the logarithm of the Bayes factor against "nothing fails".
/// </summary>
public sealed record SensorFault(
    Tag Tag, FaultKind Kind, DateTimeOffset Onset, double Size, double Uncertainty, double Evidence)
{
    /// <summary>What the readings say of it, for people.</summary>
    public string Description => Kind switch
    {
        FaultKind.Bias => FormattableString.Invariant($"reads {Math.Abs(Size):G2} too {(Size > 0 ? "high" : "low")}"),
        FaultKind.Drift => FormattableString.Invariant($"drifts by {Size:+0.##E0;-0.##E0} an hour"),
        _ => "says the same whatever happens",
    };

    /// <summary>Error of a reading, in the sensor's unit; NaN when nobody can say.</summary>
    public double ErrorAt(DateTimeOffset time) => Kind switch
    {
        FaultKind.Bias => Size,
        FaultKind.Drift => Size * (time - Onset).TotalHours,
        _ => double.NaN,
    };
}
