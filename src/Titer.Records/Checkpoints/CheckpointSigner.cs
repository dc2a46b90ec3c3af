namespace Titer.Records;

/// <summary>Signs checkpoints of a record that is written.</summary>
/// <param name="clock">Says when; the time of a signature is that of the machine, also in a simulation.</param>
public sealed class CheckpointSigner(SigningKey key, TimeProvider clock)
{
    /// <summary>
    /// A checkpoint is signed with the first commit after so many entries, and at the end of the run. A signature takes 0.03 ms and 130 bytes, the
    /// entries between two some megabytes.
    /// </summary>
    public long Every { get; init; } = 10_000;

    /// <summary>The keys that lead from the last key of a record to this one; null when none do.</summary>
    internal IReadOnlyList<RecordKey>? After(RecordKey? last)
    {
        // A record begins with a key that stands for itself; the file of the key knows what led to it.
        if (last is null) return [key.Line[^1] with { Introduction = ReadOnlyMemory<byte>.Empty }];
        int at = key.Line.ToList().FindIndex(k => k.PublicKey.Span.SequenceEqual(last.PublicKey.Span));
        return at < 0 ? null : [.. key.Line.Skip(at + 1)];
    }

    internal string Fingerprint => key.Line[^1].Fingerprint;

    internal Checkpoint Sign(long number, long entry, ReadOnlyMemory<byte> hash, long keyNumber)
    {
        var unsigned = new Checkpoint(number, entry, hash, clock.GetUtcNow(), keyNumber, ReadOnlyMemory<byte>.Empty);
        return unsigned with { Signature = key.Sign(unsigned.Message()) };
    }
}
