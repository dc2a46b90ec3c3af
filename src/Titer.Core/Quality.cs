namespace Titer.Core;

/// <summary>Status of a field device or of one value, by NAMUR NE 107 (2017).</summary>
public enum Ne107
{
    /// <summary>Normal operation.</summary>
    Good,
    /// <summary>Still valid, but service is due soon (M).</summary>
    MaintenanceRequired,
    /// <summary>Valid with a larger uncertainty than specified (S).</summary>
    OutOfSpecification,
    /// <summary>Temporarily invalid, work is under way on the device: start-up, calibration (C).</summary>
    FunctionCheck,
    /// <summary>Invalid (F).</summary>
    Failure,
}

/// <summary>
/// How far a value may be trusted: NE 107 status and, unless it is good, one short reason for people.
/// Control may use a value that is not <see cref="IsBad"/>; a bad value never reaches an actuator.
/// </summary>
public readonly record struct Quality(Ne107 Status, string Reason = "")
{
    public static readonly Quality Good = new(Ne107.Good);

    public static Quality Failure(string reason) => new(Ne107.Failure, reason);
    public static Quality FunctionCheck(string reason) => new(Ne107.FunctionCheck, reason);
    public static Quality OutOfSpecification(string reason) => new(Ne107.OutOfSpecification, reason);
    public static Quality MaintenanceRequired(string reason) => new(Ne107.MaintenanceRequired, reason);

    public bool IsBad => Status is Ne107.Failure or Ne107.FunctionCheck;
    public bool IsGood => Status is Ne107.Good or Ne107.MaintenanceRequired;

    public override string ToString() => Reason.Length == 0 ? Status.ToString() : $"{Status}: {Reason}";
}
