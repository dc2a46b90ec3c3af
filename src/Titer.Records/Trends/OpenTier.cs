using System.Runtime.InteropServices;
using Titer.Core;

namespace Titer.Records;

/// <summary>The buckets of one tier since its rows were last written.</summary>
internal sealed class OpenTier(int width)
{
    private readonly long _ticks = Tier.Ticks(width);
    private readonly List<OpenSeries> _series = [];

    /// <summary>A series has more buckets than a row holds: it is time to write rows.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Values taken since rows were last written.</summary>
    public long Values { get; private set; }

    public void Add(int series, long entry, long ticks, double value, double uncertainty, Ne107 status)
    {
        ref OpenBucket at = ref At(series, ticks);
        at.Bucket.Add(value, uncertainty, status);
        at.Widen(entry, entry, ticks, ticks);
        Values++;
    }

    /// <summary>Takes over the buckets of a finer tier.</summary>
    public void Merge(TierRow row)
    {
        // A row of the finer tier is within one bucket of this one: the chunk of one is the bucket of the other.
        ref OpenBucket at = ref At(row.Series, row.Start);
        foreach (TrendBucket bucket in new Rows(row)) at.Bucket.Merge(bucket);
        at.Widen(row.First, row.Last, row.Begin, row.End);
        Values += row.Count;
    }

    /// <summary>The rows of what is open, by series and time; nothing is open afterwards.</summary>
    public List<TierRow> Drain(long upto)
    {
        List<TierRow> rows = [];
        for (int s = 0; s < _series.Count; s++)
        {
            List<OpenBucket> open = _series[s].Buckets;
            open.Sort((a, b) => a.Bucket.StartTicks.CompareTo(b.Bucket.StartTicks));
            for (int from = 0, to; from < open.Count; from = to)
            {
                long chunk = open[from].Bucket.StartTicks / Tier.ChunkTicks(width);
                for (to = from + 1; to < open.Count && open[to].Bucket.StartTicks / Tier.ChunkTicks(width) == chunk; to++) { }
                rows.Add(Row(upto, s + 1, chunk, CollectionsMarshal.AsSpan(open)[from..to]));
            }
            _series[s].Clear();
        }
        (IsFull, Values) = (false, 0);
        return rows;
    }

    private TierRow Row(long upto, int series, long chunk, ReadOnlySpan<OpenBucket> open)
    {
        var buckets = new TrendBucket[open.Length];
        OpenBucket all = open[0];
        long count = 0;
        for (int i = 0; i < open.Length; i++)
        {
            buckets[i] = open[i].Bucket;
            count += buckets[i].Count;
            all.Widen(open[i].First, open[i].Last, open[i].Begin, open[i].End);
        }
        byte[] packed = PackedBuckets.Write(chunk * Tier.ChunkTicks(width), width, buckets);
        return new TierRow(width, upto, series, chunk, all.First, all.Last, all.Begin, all.End, count, packed);
    }

    private ref OpenBucket At(int series, long ticks)
    {
        while (_series.Count < series) _series.Add(new OpenSeries());
        OpenSeries of = _series[series - 1];
        ref OpenBucket at = ref of.At(ticks - ticks % _ticks);
        if (of.Buckets.Count > Tier.Packed) IsFull = true;
        return ref at;
    }

    private readonly ref struct Rows(TierRow row)
    {
        public PackedBuckets.Reader GetEnumerator() => PackedBuckets.Read(row);
    }

    private struct OpenBucket(long start)
    {
        public TrendBucket Bucket = new(start);
        public long First = long.MaxValue, Last, Begin = long.MaxValue, End;

        public void Widen(long first, long last, long begin, long end)
        {
            (First, Last) = (Math.Min(First, first), Math.Max(Last, last));
            (Begin, End) = (Math.Min(Begin, begin), Math.Max(End, end));
        }
    }

    private sealed class OpenSeries
    {
        private readonly Dictionary<long, int> _at = [];
        private int _last = -1;

        public List<OpenBucket> Buckets { get; } = [];

        public ref OpenBucket At(long start)
        {
            // Mostly the bucket of the value before.
            if (_last < 0 || Buckets[_last].Bucket.StartTicks != start)
            {
                if (!_at.TryGetValue(start, out _last))
                {
                    _at[start] = _last = Buckets.Count;
                    Buckets.Add(new OpenBucket(start));
                }
            }
            return ref CollectionsMarshal.AsSpan(Buckets)[_last];
        }

        public void Clear()
        {
            Buckets.Clear();
            _at.Clear();
            _last = -1;
        }
    }
}
