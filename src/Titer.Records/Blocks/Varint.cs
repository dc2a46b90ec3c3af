using System.Numerics;

namespace Titer.Records;

/// <summary>Whole numbers in as few bytes as they need: seven bits in each, lowest first, the eighth says that more follow (LEB128).</summary>
internal static class Varint
{
    /// <summary>Small numbers of either sign become small ones: 0, -1, 1, -2 are 0, 1, 2, 3.</summary>
    public static ulong Folded(long number) => (ulong)((number << 1) ^ (number >> 63));

    public static long Unfolded(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    public static int Length(ulong number) => number == 0 ? 1 : (70 - BitOperations.LeadingZeroCount(number)) / 7;

    public static int Write(Span<byte> to, ulong number)
    {
        int n = 0;
        for (; number >= 0x80; number >>= 7) to[n++] = (byte)(number | 0x80);
        to[n++] = (byte)number;
        return n;
    }
}
