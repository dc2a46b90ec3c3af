using System.Collections.Immutable;

namespace Titer.Records;

/// <summary>Aligned buckets of equal width over a range of time, of some series.</summary>
/// <param name="from">First tick of the range; <paramref name="to"/> its last one.</param>
internal sealed class Grid(long from, long to, long width, int series)
{
    private readonly TrendBucket[]?[] _series = new TrendBucket[series][];

    public long Width => width;

    /// <summary>First tick of the first bucket.</summary>
    public long Begin { get; } = from - from % width;

    /// <summary>Last tick of the last bucket.</summary>
    public long End { get; } = to - to % width > DateTime.MaxValue.Ticks - width ? DateTime.MaxValue.Ticks : to - to % width + width - 1;

    /// <summary>What begins outside of the range is passed by.</summary>
    public void Merge(int series, in TrendBucket bucket)
    {
        if (bucket.StartTicks < Begin || bucket.StartTicks > End) return;
        TrendBucket[] buckets = _series[series] ??= Empty();
        buckets[(bucket.StartTicks - Begin) / width].Merge(bucket);
    }

    /// <summary>Those that hold a value.</summary>
    public ImmutableArray<TrendBucket> Buckets(int series) => _series[series] is { } buckets ? [.. buckets.Where(b => b.Count > 0)] : [];

    private TrendBucket[] Empty()
    {
        var buckets = new TrendBucket[(End - Begin) / width + 1];
        for (int i = 0; i < buckets.Length; i++) buckets[i] = new TrendBucket(Begin + i * width);
        return buckets;
    }
}
