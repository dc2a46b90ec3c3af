using System.Buffers.Binary;

namespace Titer.Records;

/// <summary>Packs numbers of any width from 1 to 64 bits, lowest bit first. Needs 8 bytes of room beyond the end.</summary>
internal ref struct BitWriter(Span<byte> room)
{
    private readonly Span<byte> _room = room;
    private ulong _word;
    private int _used, _bytes;

    public void Write(ulong number, int width)
    {
        _word |= number << _used;
        int used = _used + width;
        if (used >= 64)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_room[_bytes..], _word);
            _bytes += sizeof(ulong);
            // A shift by 64 would be one by 0.
            _word = _used == 0 ? 0 : number >> (64 - _used);
            used -= 64;
        }
        _used = used;
    }

    /// <summary>Fills the last byte with zeros and gives the number of bytes.</summary>
    public readonly int End()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_room[_bytes..], _word);
        return _bytes + (_used + 7) / 8;
    }
}
