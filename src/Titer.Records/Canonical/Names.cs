using System.Buffers.Binary;
using System.Text;

namespace Titer.Records;

/// <summary>
/// Strings seen before, by their UTF-8. A record names the same few hundred tags, units, sources and reasons a million
/// times; sharing them halves the time and most of the memory of reading. Direct-mapped: a newer string takes the slot.
/// </summary>
internal sealed class Names
{
    private const int Slots = 2048, LongestKept = 96;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly (byte[] Utf8, string Text)[] _slots = new (byte[], string)[Slots];

    public bool TryGet(ReadOnlySpan<byte> utf8, out string text)
    {
        if (utf8.Length > LongestKept) return TryDecode(utf8, out text);
        ref (byte[] Utf8, string Text) slot = ref _slots[Hash(utf8) & (Slots - 1)];
        if (slot.Utf8 is not null && utf8.SequenceEqual(slot.Utf8))
        {
            text = slot.Text;
            return true;
        }
        if (!TryDecode(utf8, out text)) return false;
        slot = (utf8.ToArray(), text);
        return true;
    }

    /// <summary>False for bytes that are not UTF-8, and for bare control characters, which the canonical form escapes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, out string text)
    {
        text = "";
        if (utf8.ContainsAnyInRange((byte)0, (byte)0x1F)) return false;
        try
        {
            text = Strict.GetString(utf8);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        ulong h = (ulong)utf8.Length * 0x9E3779B97F4A7C15UL;
        for (; utf8.Length >= 8; utf8 = utf8[8..])
            h = (ulong.RotateLeft(h, 23) ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9E3779B97F4A7C15UL;
        foreach (byte b in utf8) h = (h ^ b) * 0x100000001B3UL;
        return (uint)(h >> 40) ^ (uint)h;
    }
}
