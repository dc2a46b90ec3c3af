namespace Titer.Records;

/// <summary>Which rows: of a tier, with entries after one and up to another, of some series (null for all), between two chunks.</summary>
internal sealed record TierRange(
    int Width, long After = 0, long Upto = long.MaxValue, IReadOnlyList<int>? Series = null, long FirstChunk = 0, long LastChunk = long.MaxValue)
{
    public bool Has(TierRow row) => row.Width == Width && row.Upto > After && row.Upto <= Upto && row.Chunk >= FirstChunk && row.Chunk <= LastChunk
        && (Series is null || Series.Contains(row.Series));
}
