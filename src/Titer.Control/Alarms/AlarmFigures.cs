using System.Collections.Immutable;

namespace Titer.Control.Alarms;

/// <summary>The alarms of one unit over a span of time.</summary>
public sealed record AlarmPeriod(IReadOnlyList<AlarmOccurrence> History, DateTimeOffset From, DateTimeOffset To);

/// <summary>How often one alarm came before people, and its share of all.</summary>
public sealed record AlarmFrequency(AlarmKey Key, int Count, double Share);

/// <summary>
/// How good an alarm system is, by EEMUA 191 (3rd edition, appendix 12) and ISA-18.2-2016, clause 16: what came before people counts, not what was suppressed.
/// Windows of ten minutes slide, so that no peak hides between two of them. Several periods are taken one after the other, each before its own operator.
/// </summary>
public sealed record AlarmFigures
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>A flood begins with more in a window than the first, and ends with fewer than the second (ISA-18.2, clause 16).</summary>
    public const int FloodBegins = 10, FloodEnds = 5;

    /// <summary>What stands longer is stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromHours(24);

    /// <summary>An alarm that comes so often in a <see cref="Window"/> chatters. ISA-18.2, clause 16, has three in a minute, which a loop that looks once a
    /// minute cannot show.</summary>
    public const int Chatters = 3;

    /// <summary>What goes by itself within this time leaves nobody time to respond: two looks of the loop.</summary>
    public static readonly TimeSpan FleetsWithin = TimeSpan.FromMinutes(2);

    /// <summary>Length of all periods.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>How often an alarm came before people.</summary>
    public required int Alarms { get; init; }

    /// <summary>Per operator in ten minutes; at most 1 is very likely acceptable, 2 manageable.</summary>
    public required double Average { get; init; }

    /// <summary>The most in any ten minutes per operator; at most 10.</summary>
    public required double Peak { get; init; }

    /// <summary>Share of the time in flood, 0 to 1; below 0.01.</summary>
    public required double InFlood { get; init; }

    public required int Floods { get; init; }

    /// <summary>Times that an alarm stood longer than <see cref="StaleAfter"/>; fewer than 5 on any day.</summary>
    public required int Stale { get; init; }

    /// <summary>Alarms that chattered; none.</summary>
    public required ImmutableArray<AlarmKey> Chattering { get; init; }

    /// <summary>Times that an alarm went within <see cref="FleetsWithin"/>; none.</summary>
    public required int Fleeting { get; init; }

    /// <summary>The ten that came most often, most frequent first; together less than 5 percent of a large system.</summary>
    public required ImmutableArray<AlarmFrequency> MostFrequent { get; init; }

    /// <summary>Share of each priority, 0 to 1, from low to high; about 0.80, 0.15, 0.05. All 0 when there was no alarm.</summary>
    public required ImmutableSortedDictionary<AlarmPriority, double> Shares { get; init; }

    /// <param name="operators">Who share the alarms, from 1.</param>
    public static AlarmFigures Of(IReadOnlyList<AlarmPeriod> periods, int operators = 1)
    {
        var shown = periods.SelectMany(p => p.History).SelectMany(o => o.Shown, (o, time) => (o.Key, o.Priority, Time: time)).ToList();
        TimeSpan time = periods.Aggregate(TimeSpan.Zero, (sum, p) => sum + (p.To - p.From));
        List<AlarmLoad> loads = [.. periods.Select(AlarmLoad.Of)];
        return new AlarmFigures
        {
            Time = time,
            Alarms = shown.Count,
            Average = time > TimeSpan.Zero ? shown.Count / (time / Window) / operators : 0,
            Peak = loads.Select(l => l.Peak).DefaultIfEmpty(0).Max() / (double)operators,
            InFlood = time > TimeSpan.Zero ? loads.Sum(l => l.Flood.Ticks) / (double)time.Ticks : 0,
            Floods = loads.Sum(l => l.Floods),
            Stale = periods.Sum(p => p.History.Count(o => o.Shown.Length > 0 && (o.Went ?? p.To) - o.Came > StaleAfter)),
            Chattering = [.. periods.SelectMany(p => p.History.GroupBy(o => o.Key).Where(g => Chatter(g.SelectMany(o => o.Shown))).Select(g => g.Key)).Distinct().Order(AlarmKey.Order)],
            Fleeting = periods.Sum(p => p.History.Count(o => o.Shown.Length > 0 && o.Went - o.Came is { } lasted && lasted > TimeSpan.Zero && lasted <= FleetsWithin)),
            MostFrequent = [.. shown.GroupBy(s => s.Key).Select(g => new AlarmFrequency(g.Key, g.Count(), g.Count() / (double)shown.Count))
                .OrderByDescending(f => f.Count).ThenBy(f => f.Key, AlarmKey.Order).Take(10)],
            Shares = Enum.GetValues<AlarmPriority>().ToImmutableSortedDictionary(p => p,
                p => shown.Count == 0 ? 0 : shown.Count(s => s.Priority == p) / (double)shown.Count),
        };
    }

    private static bool Chatter(IEnumerable<DateTimeOffset> shown)
    {
        DateTimeOffset[] times = [.. shown.Order()];
        for (int i = Chatters - 1; i < times.Length; i++)
            if (times[i] - times[i - Chatters + 1] < Window) return true;
        return false;
    }
}
