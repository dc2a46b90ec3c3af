using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Answers how series went over time, from the tiers of a record as far as it has them and from its entries behind them: what it shows is what was
/// committed when it was made, also while the record is being written. Not thread-safe.
/// </summary>
public sealed class TrendReader
{
    private readonly IRecord? _record;
    private readonly int _finest;
    private readonly ImmutableArray<Layers> _stores;
    private readonly SortedDictionary<TrendSeries, int[]> _series = new(Comparer<TrendSeries>.Create(Compare));

    /// <param name="record">Where the values themselves are; null when only tiers are there.</param>
    /// <param name="finest">The finest tier that is there, s.</param>
    internal TrendReader(IRecord? record, int finest, params ReadOnlySpan<ITierStore> stores)
    {
        (_record, _finest) = (record, finest);
        // First the coarser tier is asked how far it goes: what is written meanwhile is then covered by the finer one, or by the entries.
        _stores = [.. stores.ToArray().Select(s => new Layers(s, s.Upto(Tier.Hour), s.Upto(Tier.Minute)))];
        for (int i = 0; i < stores.Length; i++)
        {
            int number = 0;
            foreach (TrendSeries series in stores[i].Series())
            {
                if (!_series.TryGetValue(series, out int[]? numbers)) _series[series] = numbers = new int[stores.Length];
                numbers[i] = ++number;
            }
        }
    }

    /// <param name="fromEntries">Whether to make all tiers again from the entries and believe none that is stored.</param>
    /// <exception cref="InputException">The record cannot be read.</exception>
    public static TrendReader Of(IRecord record, bool fromEntries = false) => !fromEntries && (record as ChainedRecord)?.Tiers is { } tiers
        ? new TrendReader(record, Tier.Minute, tiers, MemoryTiers.Of(record, tiers.Upto(Tier.Minute)))
        : new TrendReader(record, Tier.Minute, MemoryTiers.Of(record));

    /// <summary>The tags of the series that there are.</summary>
    public ImmutableArray<Tag> Tags => [.. _series.Keys.Select(s => s.Tag).Distinct()];

    /// <summary>The series that there are, by tag.</summary>
    /// <param name="tags">Those of these tags; empty for all.</param>
    /// <exception cref="InputException">The record cannot be read.</exception>
    public ImmutableArray<TrendExtent> Extents(IReadOnlyList<Tag> tags)
    {
        ImmutableArray<TrendSeries> series = Of(tags);
        var extents = new (long Count, long Begin, long End)[series.Length];
        extents.AsSpan().Fill((0, long.MaxValue, 0));
        foreach ((int i, TierRow row) in Rows(series, Tier.Hour, 0, DateTime.MaxValue.Ticks))
        {
            ref var at = ref extents[i];
            at = (at.Count + row.Count, Math.Min(at.Begin, row.Begin), Math.Max(at.End, row.End));
        }
        return [.. series.Select((s, i) => new TrendExtent(s, extents[i].Count, Time(extents[i].Begin), Time(extents[i].End)))];
    }

    /// <summary>Each series in at most so many points that no extreme is lost; as its values themselves where they are no more.</summary>
    /// <exception cref="InputException">The record cannot be read.</exception>
    public ImmutableArray<TrendLine> Query(TrendQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Points, 1);
        ImmutableArray<TrendSeries> series = Of(query.Tags);
        if (series.IsEmpty) return [];
        (long from, long to) = (query.From?.UtcTicks ?? 0, query.To?.UtcTicks - 1 ?? DateTime.MaxValue.Ticks);
        if (query.From is null || query.To is null)
        {
            ImmutableArray<TrendExtent> extents = Extents(query.Tags);
            (from, to) = (Math.Max(from, extents.Min(e => e.Begin.UtcTicks)), Math.Min(to, extents.Max(e => e.End.UtcTicks)));
        }
        if (from > to) return [.. series.Select(s => new TrendLine(s, TimeSpan.Zero, []))];
        long width = BucketWidth.Of(from, to, query.Points, _record is null ? Tier.Ticks(_finest) : 1);
        Grid grid = new(from, to, width, series.Length);
        if (width < Tier.Ticks(Tier.Minute)) return [.. Values(series, from, to, grid, query.Points)];

        int tier = width % Tier.Ticks(Tier.Hour) == 0 ? Tier.Hour : Tier.Minute;
        foreach ((int i, TierRow row) in Rows(series, tier, grid.Begin, grid.End))
        {
            PackedBuckets.Reader buckets = PackedBuckets.Read(row);
            while (buckets.MoveNext()) grid.Merge(i, buckets.Current);
        }
        return Sparse(series, grid, from, to, query.Points);
    }

    /// <summary>The buckets; where they hold few values, these.</summary>
    private ImmutableArray<TrendLine> Sparse(ImmutableArray<TrendSeries> series, Grid grid, long from, long to, int points)
    {
        var trends = new TrendLine[series.Length];
        List<int> few = [];
        for (int i = 0; i < series.Length; i++)
        {
            trends[i] = new TrendLine(series[i], TimeSpan.FromTicks(grid.Width), grid.Buckets(i));
            if (_record is not null && trends[i].Buckets.Sum(b => b.Count) <= points) few.Add(i);
        }
        if (few.Count > 0)
        {
            TrendLine[] values = Values([.. few.Select(i => series[i])], from, to, new Grid(from, to, grid.Width, few.Count), points);
            for (int k = 0; k < few.Count; k++) trends[few[k]] = values[k];
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(trends);
    }

    /// <summary>From the entries: the values of a range where they are few, else the buckets of a grid over it.</summary>
    private TrendLine[] Values(ImmutableArray<TrendSeries> series, long from, long to, Grid grid, int points)
    {
        var sink = new ValuesBetween(_record!, series, from, to, grid, points);
        foreach ((long first, long last) in EntryRuns(Rows(series, Tier.Minute, grid.Begin, grid.End)
            .Where(r => r.Row.Begin <= grid.End && r.Row.End >= grid.Begin)))
        {
            foreach (Entry entry in _record!.Read(first))
            {
                if (entry.Number > last) break;
                sink.Take(entry);
            }
        }
        return [.. series.Select((s, i) => sink.Few(i) is { } few
            ? new TrendLine(s, TimeSpan.Zero, few)
            : new TrendLine(s, TimeSpan.FromTicks(grid.Width), grid.Buckets(i)))];
    }

    /// <summary>The entries that rows come from; what lies close together is read in one go.</summary>
    private static List<(long First, long Last)> EntryRuns(IEnumerable<(int, TierRow Row)> rows)
    {
        const long close = 200;
        List<(long First, long Last)> runs = [];
        foreach ((_, TierRow row) in rows.OrderBy(r => r.Row.First))
        {
            if (runs.Count > 0 && row.First <= runs[^1].Last + close) runs[^1] = (runs[^1].First, Math.Max(runs[^1].Last, row.Last));
            else runs.Add((row.First, row.Last));
        }
        return runs;
    }

    /// <summary>Rows of a tier, and of finer ones where it does not reach, whose chunks meet a range; with the position of their series.</summary>
    private IEnumerable<(int Series, TierRow Row)> Rows(ImmutableArray<TrendSeries> series, int tier, long from, long to)
    {
        for (int s = 0; s < _stores.Length; s++)
        {
            Dictionary<int, int> positions = [];
            for (int i = 0; i < series.Length; i++)
                if (_series[series[i]][s] is > 0 and int number) positions[number] = i;
            if (positions.Count == 0) continue;
            (ITierStore store, long hours, long minutes) = _stores[s];
            if (tier == Tier.Hour)
                foreach (TierRow row in store.Rows(Range(Tier.Hour, 0, hours))) yield return (positions[row.Series], row);
            foreach (TierRow row in store.Rows(Range(Tier.Minute, tier == Tier.Hour ? hours : 0, minutes))) yield return (positions[row.Series], row);

            TierRange Range(int width, long after, long upto) =>
                new(width, after, upto, [.. positions.Keys.Order()], from / Tier.ChunkTicks(width), to / Tier.ChunkTicks(width));
        }
    }

    private ImmutableArray<TrendSeries> Of(IReadOnlyList<Tag> tags) => [.. _series.Keys.Where(s => tags.Count == 0 || tags.Contains(s.Tag))];

    private static int Compare(TrendSeries a, TrendSeries b) =>
        (a.Tag.CompareTo(b.Tag), a.Kind.CompareTo(b.Kind), string.CompareOrdinal(a.Unit.Code, b.Unit.Code),
            string.CompareOrdinal(a.Source, b.Source)) switch
        {
            (not 0 and int tag, _, _, _) => tag,
            (_, not 0 and int kind, _, _) => kind,
            (_, _, not 0 and int unit, _) => unit,
            (_, _, _, int source) => source,
        };

    private static DateTimeOffset Time(long ticks) => new(Math.Min(ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>A store and the last entries that its tiers cover.</summary>
    private readonly record struct Layers(ITierStore Store, long Hours, long Minutes);
}
