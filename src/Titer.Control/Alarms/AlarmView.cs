using System.Collections.Immutable;

namespace Titer.Control.Alarms;

/// <summary>An alarm list as it was at one moment; immutable, for whoever looks from another thread.</summary>
/// <param name="All">Every alarm that ever came or was taken from the list, by its key.</param>
/// <param name="History">Every time that one came, oldest first.</param>
public sealed record AlarmView(ImmutableArray<AlarmStatus> All, ImmutableArray<AlarmOccurrence> History)
{
    public static readonly AlarmView Empty = new([], []);

    /// <summary>What is before people: by priority, then by time, what came last first (ISA-18.2, clause 11).</summary>
    public IEnumerable<AlarmStatus> Shown => All.Where(a => a.State is AlarmState.Unacknowledged or AlarmState.Acknowledged or AlarmState.ReturnedUnacknowledged)
        .OrderByDescending(a => a.Priority).ThenByDescending(a => a.Since);
}
