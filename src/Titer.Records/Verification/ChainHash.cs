using System.Buffers.Binary;
using System.Security.Cryptography;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The hash of an entry: SHA-256 (FIPS 180-4) over previous hash (32 bytes), number (8, little-endian), time (8, ticks of
/// 100 ns since 0001-01-01 UTC, little-endian), kind (1), payload length (4, little-endian), payload. The length makes the
/// concatenation unambiguous. Keeps a buffer; not thread-safe.
/// </summary>
public sealed class ChainHash
{
    public const int Size = SHA256.HashSizeInBytes;

    private const int NumberAt = Size, TimeAt = NumberAt + 8, KindAt = TimeAt + 8, LengthAt = KindAt + 1, PayloadAt = LengthAt + 4;

    private byte[] _buffer = new byte[8192];

    /// <summary>What the first entry has as the hash of the one before: 32 zeros.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[Size];

    public void Compute(
        ReadOnlySpan<byte> previous, long number, long ticks, EntryKind kind, ReadOnlySpan<byte> payload, Span<byte> hash)
    {
        if (previous.Length != Size) throw new ArgumentException($"A hash has {Size} bytes, not {previous.Length}.", nameof(previous));
        int length = PayloadAt + payload.Length;
        if (_buffer.Length < length) _buffer = new byte[length * 2];
        // One call over one buffer: feeding SHA-256 piece by piece costs more than this copy.
        previous.CopyTo(_buffer);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(NumberAt), number);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(TimeAt), ticks);
        _buffer[KindAt] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(LengthAt), payload.Length);
        payload.CopyTo(_buffer.AsSpan(PayloadAt));
        SHA256.HashData(_buffer.AsSpan(0, length), hash);
    }
}
