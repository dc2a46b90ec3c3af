using System.Collections.Immutable;

namespace Titer.Records;

/// <summary>One series over time.</summary>
/// <param name="Width">
/// Width of the buckets, which begin at multiples of it and are whole: the first and the last may reach beyond what was asked for. Zero when the
/// values were few enough to stand for themselves, each in a bucket of its own at its own time.
/// </param>
/// <param name="Buckets">In the order of time; a stretch without values has none.</param>
public sealed record TrendLine(TrendSeries Series, TimeSpan Width, ImmutableArray<TrendBucket> Buckets)
{
    public bool IsRaw => Width == TimeSpan.Zero;
}
