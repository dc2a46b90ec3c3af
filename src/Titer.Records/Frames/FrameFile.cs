using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The values of one large channel of a frame, kept beside the chain under the SHA-256 of their bytes (docs/record.md, decision 17): the entry holds
/// hash and count, so that the chain vouches for them, and equal read-outs are stored once.
/// </summary>
internal static class FrameFile
{
    /// <summary>A channel of more values is a frame file: 512 KiB. No frame of a culture, a transcription or a monitor is near it.</summary>
    public const int Largest = 1 << 16;

    /// <summary>Values of the largest frame file, so that it fits into one array of bytes.</summary>
    public const int Most = (1 << 28) - 1;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private const int NameLength = 2 * SHA256.HashSizeInBytes;

    public static bool Takes(Channel channel) => !channel.Values.IsDefault && channel.Values.Length > Largest;

    public static ReadOnlySpan<byte> BytesOf(ImmutableArray<double> values) => MemoryMarshal.AsBytes(values.AsSpan());

    public static string NameOf(ImmutableArray<double> values) => ContentHash.Of(BytesOf(values));

    /// <summary>64 lower-case hexadecimal digits: the only text that ever becomes a part of a path.</summary>
    public static bool IsName(ReadOnlySpan<char> text) => text.Length == NameLength && !text.ContainsAnyExcept(Digits);

    /// <summary>The values of a frame file, checked against its name.</summary>
    /// <exception cref="InvalidDataException">It is missing, of another size, or has other content.</exception>
    public static ImmutableArray<double> Read(IRecord? record, string name, int count)
    {
        if (record is null) throw new InvalidDataException($"The frame file {name} is not at hand.");
        byte[] bytes = record.FrameFile(name, count * sizeof(double));
        if (ContentHash.Of(bytes) != name) throw new InvalidDataException($"The content of the frame file {name} is not what its name says.");
        return ImmutableCollectionsMarshal.AsImmutableArray(MemoryMarshal.Cast<byte, double>(bytes).ToArray());
    }

    /// <summary>The files that the payload of a frame names, in its order; the payload has been read before.</summary>
    public static IEnumerable<(string Name, int Bytes)> Named(Entry entry)
    {
        if (entry.Kind != EntryKind.Frame) yield break;
        // In a text each quote is escaped, so these bytes stand for the property alone.
        byte[] property = [.. FrameForm.File];
        int at = 0;
        while (entry.Payload.Span[at..].IndexOf(property) is >= 0 and int found)
        {
            (string name, int count, int length) = NameAt(entry.Payload.Span[(at + found)..]);
            yield return (name, count * sizeof(double));
            at += found + length;
        }
    }

    private static (string Name, int Count, int Length) NameAt(ReadOnlySpan<byte> payload)
    {
        var from = new CanonicalScanner(payload, new Names());
        (string name, int count) = FrameForm.ReadFile(ref from);
        return (name, count, payload.Length - from.Left);
    }
}
