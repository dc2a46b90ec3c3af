using System.Buffers.Binary;

namespace Titer.Records;

/// <summary>
/// A signature over the record up to an entry. Since the hash of an entry depends on all before it, one checkpoint vouches for the whole beginning
/// of the record. Checkpoints stand beside the chain and not in it: signatures by ECDSA differ each time, and the head of a simulated run must not.
/// </summary>
/// <param name="Number">1, 2, 3, ... within the record.</param>
/// <param name="Entry">Number of the last entry that it vouches for.</param>
/// <param name="Hash">Hash of that entry, 32 bytes.</param>
/// <param name="Time">When it was signed, by the clock of the machine.</param>
/// <param name="Key">Number of the key of this record that signed it.</param>
/// <param name="Signature">ECDSA on P-256 over SHA-256 (FIPS 186-5) of <see cref="Message"/>, in DER (RFC 3279, 2.2.3).</param>
public sealed record Checkpoint(
    long Number, long Entry, ReadOnlyMemory<byte> Hash, DateTimeOffset Time, long Key, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The bytes that are signed: a line that says what they are, then number, entry and ticks of the time (8 bytes each, little-endian)
    /// and the hash.</summary>
    public byte[] Message() => [.. "titer checkpoint 1\n"u8, .. Eight(Number), .. Eight(Entry), .. Eight(Time.UtcTicks), .. Hash.Span];

    private static byte[] Eight(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
