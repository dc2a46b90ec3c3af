using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// When a phase can end, in hours of batch time without holds, given when it can begin. The condition is taken apart into
/// alternatives ("or") of requirements ("and"); an alternative is possible when no two of its requirements exclude each other,
/// and certain when it only waits for a clock or a person. People are taken to answer at once.
/// </summary>
/// <param name="Earliest">Earliest end, infinite when the phase can never end.</param>
/// <param name="Latest">Latest end, infinite when nothing bounds it.</param>
/// <param name="Shortest">Shortest time in the phase.</param>
internal readonly record struct PhaseWindow(double Earliest, double Latest, double Shortest)
{
    private const int MostAlternatives = 1024;

    /// <param name="canHold">What the caller knows of set points and data: whether a leaf without numbers can hold at all.</param>
    /// <returns>Null when the condition has too many alternatives to look at each.</returns>
    public static PhaseWindow? Of(Condition condition, double earliestStart, double latestStart, Equipment equipment, Func<Condition, bool> canHold)
    {
        if (Alternatives(condition) is not { } alternatives) return null;
        var window = new PhaseWindow(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        foreach (List<Condition> alternative in alternatives)
        {
            if (!alternative.TrueForAll(leaf => canHold(leaf))) continue;
            Interval elapsed = Interval.Closed(0, double.PositiveInfinity), batch = elapsed;
            var readings = new SortedDictionary<Tag, Interval>();
            bool certain = true;
            foreach (Condition leaf in alternative)
            {
                switch (leaf)
                {
                    case ClockComparison clock:
                        Interval when = Interval.Of(clock.Comparison, clock.Time.TotalHours);
                        if (clock.Clock == Clock.Elapsed) elapsed = elapsed.Intersect(when);
                        else batch = batch.Intersect(when);
                        certain &= double.IsPositiveInfinity(when.High);
                        break;
                    case ReadingComparison c:
                        ReadingDefinition range = equipment.Readings[c.Reading];
                        Interval so = readings.GetValueOrDefault(c.Reading, Interval.Closed(range.Low, range.High));
                        readings[c.Reading] = so.Intersect(Interval.Of(c.Comparison, c.Limit.Value));
                        certain = false;
                        break;
                    case not Confirmation:
                        certain = false;
                        break;
                }
            }
            // The batch clock at the end is the start of the phase plus its elapsed time.
            var reachable = new Interval(earliestStart + elapsed.Low, elapsed.LowOpen, latestStart + elapsed.High, elapsed.HighOpen);
            Interval end = batch.Intersect(reachable);
            if (elapsed.IsEmpty || end.IsEmpty || readings.Values.Any(r => r.IsEmpty)) continue;
            window = new PhaseWindow(
                Math.Min(window.Earliest, end.Low),
                certain ? Math.Min(window.Latest, Math.Max(latestStart + elapsed.Low, batch.Low)) : window.Latest,
                Math.Min(window.Shortest, Math.Max(elapsed.Low, batch.Low - latestStart)));
        }
        return window;
    }

    private static List<List<Condition>>? Alternatives(Condition condition)
    {
        switch (condition)
        {
            case AnyOf any:
                List<List<Condition>>? left = Alternatives(any.Left), right = Alternatives(any.Right);
                return left is null || right is null || left.Count + right.Count > MostAlternatives ? null : [.. left, .. right];
            case AllOf all:
                List<List<Condition>>? first = Alternatives(all.Left), second = Alternatives(all.Right);
                return first is null || second is null || first.Count * second.Count > MostAlternatives
                    ? null
                    : [.. from f in first from s in second select (List<Condition>)[.. f, .. s]];
            default: return [[condition]];
        }
    }
}
