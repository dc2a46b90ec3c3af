namespace Titer.Records;

/// <summary>Which rows: of a tier, with entries after one and up to another, of some series (null for all), between two chunks.</summary>
internal sealed record TierRange(
    int Width, long After = 0, long Upto = long.MaxValue, IReadOnlyList<int>? Series = null, long FirstChunk = 0, long LastChunk = long.MaxValue)
{
    private const int Few = 8;

    /// <summary>
    /// Whether the rows are better read in the order of writing, and those of other series passed by: hours, and the newest minutes, of many
    /// series lie together in that order. Those of a few are better found by an index.
    /// </summary>
    public bool IsWhole => Series is null || (Series.Count > Few && (After > 0 || Width == Tier.Hour));

    public bool Has(TierRow row) => row.Width == Width && row.Upto > After && row.Upto <= Upto && row.Chunk >= FirstChunk && row.Chunk <= LastChunk
        && (Series is null || Series.Contains(row.Series));
}
