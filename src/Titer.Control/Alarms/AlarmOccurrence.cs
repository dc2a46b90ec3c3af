using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>One time that an alarm came, until it went.</summary>
/// <param name="Shown">
/// When a person was told: when it came, became worse, or came back from where it was suppressed. Empty for one that was suppressed all the time.
/// </param>
public sealed record AlarmOccurrence(
    AlarmKey Key, AlarmPriority Priority, Severity Severity, string Message, string Response, DateTimeOffset Came, ImmutableArray<DateTimeOffset> Shown)
{
    /// <summary>Null while it stands.</summary>
    public DateTimeOffset? Went { get; init; }

    /// <summary>The last acknowledgement; null when nobody has.</summary>
    public AlarmDeed? Acknowledged { get; init; }
}
