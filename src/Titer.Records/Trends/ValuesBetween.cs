using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>Takes the values of some series from entries: into the buckets of a grid, and as long as they are few also one by one.</summary>
/// <param name="record">Where the entries are.</param>
/// <param name="from">First tick of what may stand for itself; <paramref name="to"/> its last one.</param>
internal sealed class ValuesBetween(IRecord record, ImmutableArray<TrendSeries> series, long from, long to, Grid grid, int points) : IValueSink
{
    private readonly EntryDecoder _decoder = new(record);
    private readonly Dictionary<TrendSeries, int> _positions = series.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => p.i);
    private readonly List<TrendBucket>?[] _few = [.. series.Select(_ => new List<TrendBucket>())];

    public void Take(Entry entry) => EntryValues.Send(entry, _decoder, this);

    public void Take(long entry, TrendSeries of, DateTimeOffset time, double value, double uncertainty, Ne107 status)
    {
        if (time.UtcTicks < grid.Begin || time.UtcTicks > grid.End || !_positions.TryGetValue(of, out int i)) return;
        var bucket = new TrendBucket(time.UtcTicks);
        bucket.Add(value, uncertainty, status);
        grid.Merge(i, bucket);
        if (time.UtcTicks < from || time.UtcTicks > to) return;
        _few[i]?.Add(bucket);
        if (_few[i]?.Count > points) _few[i] = null;
    }

    /// <summary>The values of a series in the order of their times; null when they are more than was asked for.</summary>
    public ImmutableArray<TrendBucket>? Few(int series) => _few[series] is { } few ? [.. few.OrderBy(v => v.StartTicks)] : null;
}
