using System.Collections.Immutable;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.App.Reviews;

/// <summary>Alarms of a run that are alike, in one line of the review.</summary>
/// <param name="Alarm">The first of them, in the worst severity that one of them had.</param>
/// <param name="Entries">Entries that raised them, ascending.</param>
/// <param name="Assessments">What was said of any of them, in its order.</param>
/// <param name="Open">How many nobody has assessed.</param>
internal sealed record AlikeAlarms(Event Alarm, ImmutableArray<long> Entries, ImmutableArray<AlarmAssessment> Assessments, int Open)
{
    /// <summary>All lines: what is to assess first, then the worst.</summary>
    public static ImmutableArray<AlikeAlarms> Of(SignatureLedger ledger)
    {
        HashSet<long> open = [.. ledger.Unassessed.Select(a => a.Key)], seen = [];
        var lines = new List<AlikeAlarms>();
        foreach ((long entry, Event alarm) in ledger.Alarms)
        {
            if (!seen.Add(entry)) continue;
            ImmutableArray<long> alike = [.. ledger.Like(entry)];
            seen.UnionWith(alike);
            Severity worst = alike.Max(a => ledger.Alarms[a].Severity);
            lines.Add(new AlikeAlarms(alarm with { Severity = worst }, alike, [.. ledger.Assessments.Where(a => a.Alarms.Any(alike.Contains))], alike.Count(open.Contains)));
        }
        return [.. lines.OrderByDescending(l => l.Open > 0).ThenByDescending(l => l.Alarm.Severity).ThenBy(l => l.Entries[0])];
    }
}
