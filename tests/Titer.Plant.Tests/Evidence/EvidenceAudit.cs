using Titer.Core;
using Titer.Plant.Tests.Batches;

namespace Titer.Plant.Tests.Evidence;

/// <summary>
/// Proves from a record alone that no command was computed from a bad or stale value, and that the evidence which says so is true: each piece
/// names a measurement that stands in the record before the command, of that time and quality, the newest there was of its tag, of a sensor that
/// was not isolated. Only a command
/// that looks at no input (hold, off, hand, interlock) may have none.
/// </summary>
internal static class EvidenceAudit
{
    public static IEnumerable<string> Violations(BatchRecord record)
    {
        IReadOnlyList<(Tag Tag, DateTimeOffset From, DateTimeOffset To)> isolated = Isolations(record);
        var newest = new Dictionary<Tag, Measurement>();
        foreach ((Entry entry, object content) in record.All)
        {
            if (content is Measurement m && (!newest.TryGetValue(m.Tag, out Measurement? last) || m.Time >= last.Time)) newest[m.Tag] = m;
            if (content is not Command command) continue;
            string who = $"entry {entry.Number}, {command.Actuator} by {command.Controller} at {record.Hours(command.Time):F2} h";
            if (command.Time != entry.Time) yield return $"{who}: was written at another time, {entry.Time:O}";
            if (command.Evidence.IsEmpty && !NeedsNothing(command.Controller)) yield return $"{who}: has no evidence";
            foreach (Core.Evidence e in command.Evidence)
            {
                TimeSpan age = command.Time - e.Time;
                if (e.Quality.IsBad) yield return $"{who}: {e.Tag} was {e.Quality}";
                if (age > e.MaximumAge || age < TimeSpan.Zero) yield return $"{who}: {e.Tag} was {age} old, {e.MaximumAge} is allowed";
                if (!newest.TryGetValue(e.Tag, out Measurement? measured)) yield return $"{who}: no measurement of {e.Tag} was recorded before";
                else if (measured.Time != e.Time) yield return $"{who}: the newest {e.Tag} was of {measured.Time:O}, not of {e.Time:O}";
                else if (measured.Quality != e.Quality) yield return $"{who}: {e.Tag} was {measured.Quality}, not {e.Quality}";
                else if (!double.IsFinite(measured.Value)) yield return $"{who}: {e.Tag} had no value";
                if (isolated.Any(i => i.Tag == e.Tag && command.Time >= i.From && command.Time < i.To))
                    yield return $"{who}: {e.Tag} was isolated";
            }
        }
    }

    // From the alarm that isolates a sensor to the one that takes it back.
    private static List<(Tag, DateTimeOffset, DateTimeOffset)> Isolations(BatchRecord record)
    {
        var spans = new List<(Tag Tag, DateTimeOffset From, DateTimeOffset To)>();
        foreach (Event e in record.Events)
        {
            if (e.Data.GetValueOrDefault("alarm")?.EndsWith(".fault", StringComparison.Ordinal) != true) continue;
            var tag = new Tag(e.Source);
            if (e.Code == "alarm.raised") spans.Add((tag, e.Time, DateTimeOffset.MaxValue));
            else if (spans.FindLastIndex(s => s.Tag == tag) is >= 0 and int last) spans[last] = spans[last] with { To = e.Time };
        }
        return spans;
    }

    private static bool NeedsNothing(string controller) =>
        controller.EndsWith("/hold", StringComparison.Ordinal) || controller.EndsWith("/off", StringComparison.Ordinal)
        || controller.EndsWith("/hand", StringComparison.Ordinal)
        || controller.StartsWith("interlock/", StringComparison.Ordinal);
}
