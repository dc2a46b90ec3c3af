using System.Collections.Immutable;

namespace Titer.Records;

/// <summary>What vouches for a record: its checkpoints, and the keys that signed them, each in the order of its numbers, as stored and
/// unchecked.</summary>
public sealed record Seals(ImmutableArray<RecordKey> Keys, ImmutableArray<Checkpoint> Checkpoints)
{
    public static readonly Seals None = new([], []);
}
