using System.Buffers.Binary;

namespace Titer.Records;

/// <summary>
/// The end of a ZIP archive, looked at before anything reads its directory into memory (PKWARE APPNOTE 6.3.10, 4.3.14 to 4.3.16): no comment, and a
/// directory that has a bound and ends where it says.
/// </summary>
internal static class ArchiveDirectory
{
    /// <summary>Bytes of the largest directory, of some 140,000 frame files.</summary>
    private const long Most = 16 << 20;

    private const int EndLength = 22, LocatorLength = 20, Zip64Length = 56;

    /// <exception cref="InvalidDataException">It is none that an export writes.</exception>
    public static void Require(Stream stream)
    {
        Span<byte> end = stackalloc byte[EndLength], locator = stackalloc byte[LocatorLength], large = stackalloc byte[Zip64Length];
        if (!At(stream, stream.Length - EndLength, end, "PK\u0005\u0006"u8)) throw new InvalidDataException("its end is missing");
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]),
            ends = stream.Length - EndLength;
        if (size == uint.MaxValue || offset == uint.MaxValue || BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) == ushort.MaxValue)
        {
            ends -= LocatorLength + Zip64Length;
            if (!At(stream, stream.Length - EndLength - LocatorLength, locator, "PK\u0006\u0007"u8)
                || BinaryPrimitives.ReadInt64LittleEndian(locator[8..]) != ends || !At(stream, ends, large, "PK\u0006\u0006"u8))
                throw new InvalidDataException("its end is not where it says");
            (size, offset) = (BinaryPrimitives.ReadInt64LittleEndian(large[40..]), BinaryPrimitives.ReadInt64LittleEndian(large[48..]));
        }
        if (size < 0 || offset < 0 || size > Most) throw new InvalidDataException($"its directory has more than {Most} bytes");
        if (offset + size != ends) throw new InvalidDataException("its directory is not where it says");
        stream.Position = 0;
    }

    private static bool At(Stream stream, long position, Span<byte> bytes, ReadOnlySpan<byte> signature)
    {
        if (position < 0) return false;
        stream.Position = position;
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && bytes.StartsWith(signature);
    }
}
