using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The primitives of the canonical form, written into one buffer that grows and is used again: a batch writes half a
/// million records, and a general JSON writer with its checks and allocations takes three times as long.
/// </summary>
internal sealed class CanonicalText
{
    // Everything that is not simply its own UTF-8: controls, quote, backslash, and surrogates (which may be unpaired).
    private static readonly SearchValues<char> Special = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Concat(['"', '\\']).Concat(Enumerable.Range(0xD800, 0x800)).Select(c => (char)c)));

    private byte[] _bytes = new byte[8192];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Literal(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>A string in quotes. Escaped are quote, backslash and controls, and (as \u) surrogates without a partner.</summary>
    public void Text(string text)
    {
        Span<byte> room = Room(text.Length * 6 + 2);
        int n = 0;
        room[n++] = (byte)'"';
        if (text.AsSpan().ContainsAny(Special)) n += Escape(text, room[n..]);
        else n += Encoding.UTF8.GetBytes(text, room[n..]);
        room[n++] = (byte)'"';
        _length += n;
    }

    /// <summary>The shortest decimal that reads back to the same bits; NaN (of any payload) and the infinities as strings.</summary>
    public void Number(double value)
    {
        if (double.IsFinite(value))
        {
            value.TryFormat(Room(32), out int n);
            _length += n;
        }
        else
        {
            Literal(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
        }
    }

    public void Integer(long value)
    {
        value.TryFormat(Room(20), out int n);
        _length += n;
    }

    /// <summary><c>"2026-03-01T06:00:00.0000000Z"</c>.</summary>
    public void Time(DateTimeOffset time)
    {
        Span<byte> room = Room(30);
        room[0] = (byte)'"';
        time.UtcDateTime.TryFormat(room[1..], out int n, "O");
        room[n + 1] = (byte)'"';
        _length += n + 2;
    }

    public void Tag(Tag tag) => Text(tag.Name ?? throw new ArgumentException("A record holds a tag without a name.", nameof(tag)));

    public void Unit(Unit unit) => Text(unit.Code);

    /// <summary>Base64 of the IEEE 754 doubles, little-endian, every bit as it is.</summary>
    public void Bulk(ImmutableArray<double> values)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Records are written on little-endian machines.");
        ReadOnlySpan<byte> raw = values.IsDefault ? [] : MemoryMarshal.AsBytes(values.AsSpan());
        Span<byte> room = Room(Base64.GetMaxEncodedToUtf8Length(raw.Length) + 2);
        room[0] = (byte)'"';
        Base64.EncodeToUtf8(raw, room[1..], out _, out int n);
        room[n + 1] = (byte)'"';
        _length += n + 2;
    }

    /// <summary>Space for at least so many bytes, for a form that is not text; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    private static int Escape(string text, Span<byte> room)
    {
        int n = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '"' or '\\')
            {
                room[n++] = (byte)'\\';
                room[n++] = (byte)c;
            }
            else if (Rune.TryGetRuneAt(text, i, out Rune rune) && rune.Value >= 0x20)
            {
                n += rune.EncodeToUtf8(room[n..]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                "\\u"u8.CopyTo(room[n..]);
                ((int)c).TryFormat(room[(n + 2)..], out _, "x4");
                n += 6;
            }
        }
        return n;
    }
}
