using System.IO.Compression;
using System.IO.Hashing;

namespace Titer.Records;

/// <summary>One part of an archive while it is unpacked: not more than it declared, and at its end with the CRC-32 that it declared.</summary>
internal sealed class UnpackedStream(ZipArchive archive, Stream unpacking, long declared, uint check) : Stream
{
    private readonly Crc32 _sum = new();
    private long _read;

    /// <summary>Bytes that it said it has.</summary>
    public long Declared => declared;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">It is longer than declared, shorter, or other than its CRC-32 says.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = unpacking.Read(buffer);
        _sum.Append(buffer[..count]);
        _read += count;
        if (_read > declared || (count == 0 && buffer.Length > 0 && _read < declared))
            throw new InvalidDataException("a part of the archive has another length than it says");
        if (_read == declared && _sum.GetCurrentHashAsUInt32() != check)
            throw new InvalidDataException("a part of the archive does not have the CRC-32 that it says");
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacking.Dispose();
            archive.Dispose();
        }
        base.Dispose(disposing);
    }
}
