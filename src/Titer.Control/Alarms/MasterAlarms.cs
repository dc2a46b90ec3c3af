using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Titer.Control.Alarms;

/// <summary>The master alarm database: every alarm that the software can raise, and for how long one may be shelved.</summary>
/// <param name="shelving">The longest time on a shelf, by priority; one for each.</param>
public sealed class MasterAlarms(ImmutableArray<AlarmDefinition> definitions, IReadOnlyDictionary<AlarmPriority, TimeSpan> shelving)
{
    // The entry that says most of a source comes first: a name before a pattern, a long pattern before a short one.
    private readonly FrozenDictionary<string, AlarmDefinition[]> _byCode = definitions.GroupBy(d => d.Code).ToFrozenDictionary(g => g.Key,
        g => g.OrderBy(d => d.Source.Contains('*', StringComparison.Ordinal)).ThenByDescending(d => d.Source.Length).ToArray(), StringComparer.Ordinal);

    public ImmutableArray<AlarmDefinition> Definitions => definitions;

    /// <summary>The entry of an alarm; null when there is none.</summary>
    public AlarmDefinition? Find(string source, string code) => _byCode.TryGetValue(code, out AlarmDefinition[]? all) ? Array.Find(all, d => d.Fits(source)) : null;

    /// <summary>The alarm of a unit that a person means; null when the database has none of this name.</summary>
    /// <param name="name">As <see cref="AlarmKey.Name"/>.</param>
    public AlarmKey? Named(string unit, string name)
    {
        // A code may hold a point itself: the longest that fits is meant.
        string? code = _byCode.Keys.Where(c => name.Length > c.Length + 1 && name.EndsWith("." + c, StringComparison.Ordinal)).MaxBy(c => c.Length);
        return code is not null && name[..^(code.Length + 1)] is var source && Find(source, code) is not null ? new AlarmKey(unit, source, code) : null;
    }

    /// <summary>How long an alarm may be shelved at most.</summary>
    public TimeSpan LongestShelving(AlarmPriority priority) => shelving[priority];
}
