namespace Titer.Records;

/// <summary>
/// Buckets of one series in one aligned chunk of time, as far as entries since the row before gave them: rows of the same chunk are merged when
/// they are read, so that a late value needs no row to change.
/// </summary>
/// <param name="Width">Width of a bucket, s: which tier it belongs to.</param>
/// <param name="Upto">Number of the last entry that this row, and all written with it, cover.</param>
/// <param name="Series">Number of the series within the record, from 1.</param>
/// <param name="Chunk">Begin of the chunk divided by its width, <see cref="Tier.Packed"/> buckets.</param>
/// <param name="First">Number of the first entry that gave it a value; <paramref name="Last"/> of the last one.</param>
/// <param name="Begin">Time of its earliest value, ticks; <paramref name="End"/> of its latest.</param>
/// <param name="Count">Its values.</param>
/// <param name="Buckets">In the form of <see cref="PackedBuckets"/>.</param>
internal sealed record TierRow(
    int Width, long Upto, int Series, long Chunk, long First, long Last, long Begin, long End, long Count, ReadOnlyMemory<byte> Buckets)
{
    /// <summary>Begin of the chunk, ticks.</summary>
    public long Start => Chunk * Tier.ChunkTicks(Width);
}
