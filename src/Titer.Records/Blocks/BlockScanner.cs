namespace Titer.Records;

/// <summary>Reads the bytes of a block from front to back; whoever asks for more than there is gets an exception and nothing else.</summary>
internal ref struct BlockScanner(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <exception cref="InvalidDataException">(all members) The bytes end before that.</exception>
    public byte Byte() => Take(1)[0];

    public ulong Varint()
    {
        ulong number = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
        throw new InvalidDataException("A number of the block has more than ten bytes.");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at) throw new InvalidDataException($"The block ends in the middle, {_bytes.Length - _at} bytes after a place where {count} are due.");
        _at += count;
        return _bytes.Slice(_at - count, count);
    }

    public readonly void End()
    {
        if (_at != _bytes.Length) throw new InvalidDataException($"{_bytes.Length - _at} bytes follow the end of the block.");
    }
}
