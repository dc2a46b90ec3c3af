using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>Who did something to an alarm, when and why. <paramref name="Until"/> is set for what ends by itself.</summary>
public sealed record AlarmDeed(string Person, DateTimeOffset Time, string Reason, DateTimeOffset? Until = null);

/// <summary>
/// One alarm at one moment, and the transitions of the state diagram of ISA-18.2 as pure functions. Whether the condition is there is followed in every
/// state, so that an alarm that comes back from a shelf is shown when it stands and only then; it is then to be acknowledged again (transitions from G, H
/// and I lead to A or B).
/// </summary>
public sealed record AlarmStatus(AlarmKey Key, AlarmDefinition Definition)
{
    /// <summary>The condition is there.</summary>
    public bool IsActive { get; private init; }

    /// <summary>Nothing waits for a person to take note.</summary>
    public bool IsAcknowledged { get; private init; } = true;

    /// <summary>When the condition came, the last time; null when it never did.</summary>
    public DateTimeOffset? Since { get; private init; }

    /// <summary>As raised last.</summary>
    public Severity Severity { get; private init; }

    /// <summary>One sentence for people, as raised last; empty when it never was.</summary>
    public string Message { get; private init; } = "";

    /// <summary>The last acknowledgement of what is shown now; null when there is none.</summary>
    public AlarmDeed? Acknowledged { get; private init; }

    public AlarmDeed? Shelved { get; private init; }

    public AlarmDeed? OutOfService { get; private init; }

    /// <summary>Why it means nothing now; null when it does.</summary>
    public string? ByDesign { get; private init; }

    public AlarmPriority Priority => Definition.PriorityAt(Severity);

    public bool IsSuppressed => Shelved is not null || OutOfService is not null || ByDesign is not null;

    public AlarmState State => this switch
    {
        { OutOfService: not null } => AlarmState.OutOfService,
        { ByDesign: not null } => AlarmState.SuppressedByDesign,
        { Shelved: not null } => AlarmState.Shelved,
        { IsActive: true, IsAcknowledged: false } => AlarmState.Unacknowledged,
        { IsActive: true } => AlarmState.Acknowledged,
        { IsAcknowledged: false } => AlarmState.ReturnedUnacknowledged,
        _ => AlarmState.Normal,
    };

    /// <summary>The condition came, or became worse; either has to be acknowledged.</summary>
    public AlarmStatus Raise(DateTimeOffset time, Severity severity, string message) => this with
    {
        IsActive = true, IsAcknowledged = false, Acknowledged = null, Since = IsActive ? Since : time, Severity = severity, Message = message,
    };

    /// <summary>The condition went. What nobody acknowledged stays in the list until somebody does.</summary>
    public AlarmStatus Clear() => this with { IsActive = false };

    public AlarmStatus Acknowledge(AlarmDeed by) => this with { IsAcknowledged = true, Acknowledged = by };

    public AlarmStatus Shelve(AlarmDeed by) => this with { Shelved = by };

    public AlarmStatus Unshelve() => Returned(this with { Shelved = null });

    public AlarmStatus Suppress(string? why) => Returned(this with { ByDesign = why });

    public AlarmStatus TakeOutOfService(AlarmDeed by) => this with { OutOfService = by };

    public AlarmStatus PutBackInService() => Returned(this with { OutOfService = null });

    private AlarmStatus Returned(AlarmStatus after) => !IsSuppressed || after.IsSuppressed
        ? after
        : after with { IsAcknowledged = !after.IsActive, Acknowledged = null };
}
