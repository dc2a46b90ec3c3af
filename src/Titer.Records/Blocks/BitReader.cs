using System.Buffers.Binary;

namespace Titer.Records;

/// <summary>Reads back what a <see cref="BitWriter"/> packed. The caller has counted the bytes; beyond their end are zeros.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _bytes = bytes;
    private ulong _word;
    private int _left;

    public ulong Read(int width)
    {
        ulong number = _word;
        if (_left < width)
        {
            ulong next = Next();
            number |= next << _left;
            int taken = width - _left;
            (_word, _left) = (taken == 64 ? 0 : next >> taken, 64 - taken);
        }
        else
        {
            (_word, _left) = (width == 64 ? 0 : _word >> width, _left - width);
        }
        return width == 64 ? number : number & ((1UL << width) - 1);
    }

    private ulong Next()
    {
        ulong next = 0;
        if (_bytes.Length >= sizeof(ulong))
        {
            next = BinaryPrimitives.ReadUInt64LittleEndian(_bytes);
            _bytes = _bytes[sizeof(ulong)..];
            return next;
        }
        for (int i = 0; i < _bytes.Length; i++) next |= (ulong)_bytes[i] << (8 * i);
        _bytes = [];
        return next;
    }
}
