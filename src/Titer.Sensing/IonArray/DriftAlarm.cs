namespace Titer.Sensing.IonArray;

public enum DriftKind
{
    /// <summary>The weekly median of the difference has left the limit of agreement.</summary>
    Parted,
    /// <summary>The difference has been ramping for at least a week.</summary>
    Ramp,
}

/// <summary>Two electrodes, or one and the others of its set, do not agree as good ones would.</summary>
/// <param name="Raised">When it was known.</param>
/// <param name="Since">Estimated beginning of a ramp; of a parting, the beginning of the week it was seen in.</param>
/// <param name="Level">Weekly median of the difference when raised.</param>
/// <param name="RatePerWeek">Estimated rate, with its standard uncertainty; NaN when there is none yet.</param>
public sealed record DriftAlarm(
    DriftKind Kind, DateTimeOffset Raised, DateTimeOffset Since, double Level, double RatePerWeek, double RateUncertainty);
