namespace Titer.Records;

/// <summary>Tiers made by one pass over entries: of a record that keeps none, or of the end of one that is being written.</summary>
internal sealed class MemoryTiers : ITierStore
{
    private readonly List<TrendSeries> _series = [];
    private readonly List<TierRow> _rows = [];

    /// <summary>The tiers of the entries after one.</summary>
    /// <inheritdoc cref="IRecord.Read" path="/exception"/>
    public static MemoryTiers Of(IRecord record, long after = 0)
    {
        var tiers = new MemoryTiers();
        TrendWriter.Write(tiers, record, after);
        return tiers;
    }

    public IReadOnlyList<TrendSeries> Series() => _series;

    public long Upto(int width) => _rows.FindLast(r => r.Width == width)?.Upto ?? 0;

    public IEnumerable<TierRow> Rows(TierRange range) => _rows.Where(range.Has);

    public void Store(int known, IReadOnlyList<TrendSeries> series, IReadOnlyList<TierRow> rows)
    {
        _series.AddRange(series);
        _rows.AddRange(rows);
    }
}
