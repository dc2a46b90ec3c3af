using System.Buffers.Binary;
using Npgsql;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Rows of <c>titer.entry</c> in the binary format of COPY (PostgreSQL documentation, COPY, Binary Format): big-endian, a signature, per row the
/// number of fields and each field after its length, and -1 at the end. Written here because it is six fields, and the general importer
/// spends more per field than the server does.
/// </summary>
internal sealed class CopyRows
{
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly NpgsqlRawCopyStream _stream;
    private readonly byte[] _bytes = new byte[1 << 16];
    private int _length;

    public CopyRows(NpgsqlConnection connection)
    {
        _stream = connection.BeginRawBinaryCopy(PostgresSchema.Copy);
        Bytes(Signature);
    }

    public void Row(int run, long number, long ticks, EntryKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> previous,
        ReadOnlySpan<byte> hash)
    {
        Short(7);
        Int(4);
        Int(run);
        Int(8);
        Long(number);
        Int(8);
        Long(ticks);
        Int(2);
        Short((short)kind);
        Field(payload);
        Field(previous);
        Field(hash);
    }

    /// <summary>Ends the COPY: the server has every row, in the open transaction.</summary>
    public void Complete()
    {
        Short(-1);
        Flush();
        _stream.Dispose();
    }

    /// <summary>Gives up: the server forgets every row.</summary>
    public void Cancel()
    {
        _stream.Cancel();
        _stream.Dispose();
    }

    private void Field(ReadOnlySpan<byte> content)
    {
        Int(content.Length);
        Bytes(content);
    }

    private void Bytes(ReadOnlySpan<byte> content)
    {
        if (content.Length > _bytes.Length - _length) Flush();
        if (content.Length > _bytes.Length)
        {
            _stream.Write(content);
            return;
        }
        content.CopyTo(_bytes.AsSpan(_length));
        _length += content.Length;
    }

    private void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), value);
        _length += 2;
    }

    private void Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), value);
        _length += 4;
    }

    private void Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(8), value);
        _length += 8;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count) Flush();
        return _bytes.AsSpan(_length);
    }

    private void Flush()
    {
        _stream.Write(_bytes, 0, _length);
        _length = 0;
    }
}
