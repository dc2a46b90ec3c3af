using System.Buffers.Binary;
using System.IO.Compression;
using Titer.Core;

namespace Titer.App.Commands.Importing;

/// <summary>
/// The content of a gzip'ed file (RFC 1952), which may not be more than <see cref="MostTimes"/> times the file itself: measurements pack
/// to a tenth or a fiftieth, and what packs to less than a two-hundredth is made to fill memory or disk.
/// </summary>
internal sealed class BoundedUnpacking(string file, FileStream packed) : Stream
{
    public const int MostTimes = 200;

    // What a small file unpacks to harms nobody, and a short one of constant values may pack well.
    private const long AlwaysAllowed = 1 << 20;

    private readonly GZipStream _content = new(packed, CompressionMode.Decompress);
    private readonly long _most = Math.Max(AlwaysAllowed, packed.Length * MostTimes);
    private readonly uint _length = LengthSaid(packed);
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _content.Read(buffer, offset, count);
        _read += read;
        // A file that was cut off unpacks without a complaint as far as it goes; only its last four bytes say how long it was.
        if (read == 0 && count > 0 && (uint)_read != _length) throw new InvalidDataException();
        return _read <= _most ? read : throw new InputException(file,
            $"the file unpacks to more than {MostTimes} times its own size, and no measurements do; it is not imported.");
    }

    private static uint LengthSaid(FileStream packed)
    {
        byte[] last = new byte[sizeof(uint)];
        packed.Position = Math.Max(0, packed.Length - last.Length);
        packed.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        packed.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }
}
