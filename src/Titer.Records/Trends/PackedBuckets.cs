using System.Buffers.Binary;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Buckets of a chunk in bytes (docs/record.md), lossless, and the same bytes for the same buckets: 27 bytes for a minute of values each second, 19
/// or 11 for a single value. At most 70 bytes a bucket, so that a full row stays within one page of either store.
/// </summary>
internal static class PackedBuckets
{
    private const int Longest = 70, Single = 8, Numbers = 16, BadValues = 32, BadNumbers = 64, SameUncertainty = 128, StatusBits = 7;

    /// <param name="start">Begin of the chunk, ticks.</param>
    /// <param name="width">Width of a bucket, s.</param>
    /// <param name="buckets">In the order of their times.</param>
    public static byte[] Write(long start, int width, ReadOnlySpan<TrendBucket> buckets)
    {
        byte[] bytes = new byte[buckets.Length * Longest];
        int n = 0;
        double uncertainty = 0;
        foreach (ref readonly TrendBucket b in buckets)
        {
            bool numbers = b.Count > b.Bad, single = numbers && Same(b.Minimum, b.Maximum) && Same(b.Minimum, b.Sum);
            bool badNumbers = !double.IsNaN(b.LowestBad), same = Same(b.Uncertainty, uncertainty);
            bytes[n++] = (byte)((b.StartTicks - start) / Tier.Ticks(width));
            bytes[n++] = (byte)((int)b.Worst | (single ? Single : 0) | (numbers ? Numbers : 0) | (b.Bad > 0 ? BadValues : 0)
                | (badNumbers ? BadNumbers : 0) | (same ? SameUncertainty : 0));
            Integer(b.Count);
            if (b.Bad > 0) Integer(b.Bad);
            if (numbers) Number(b.Minimum);
            if (numbers && !single)
            {
                Number(b.Maximum);
                Number(b.Sum);
            }
            if (badNumbers)
            {
                Number(b.LowestBad);
                Number(b.HighestBad);
            }
            if (!same) Number(uncertainty = b.Uncertainty);
        }
        return bytes[..n];

        void Number(double value)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(n), value);
            n += sizeof(double);
        }

        void Integer(long value)
        {
            for (; value >= 0x80; value >>= 7) bytes[n++] = (byte)(value | 0x80);
            bytes[n++] = (byte)value;
        }
    }

    public static Reader Read(TierRow row) => new(row.Buckets.Span, row.Start, Tier.Ticks(row.Width));

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    /// <summary>The buckets one after the other.</summary>
    public ref struct Reader(ReadOnlySpan<byte> bytes, long start, long width)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;
        private double _uncertainty;

        public TrendBucket Current { get; private set; }

        /// <exception cref="InvalidDataException">The bytes are no buckets of a chunk.</exception>
        public bool MoveNext()
        {
            if (_at == _bytes.Length) return false;
            byte index = Byte(), flags = Byte();
            if (index >= Tier.Packed || (flags & StatusBits) > (int)Ne107.Failure) throw Wrong();
            long count = Integer(), bad = (flags & BadValues) != 0 ? Integer() : 0;
            double minimum = double.NaN, maximum = double.NaN, sum = 0, lowest = double.NaN, highest = double.NaN;
            if ((flags & Numbers) != 0)
            {
                minimum = maximum = sum = Number();
                if ((flags & Single) == 0) (maximum, sum) = (Number(), Number());
            }
            if ((flags & BadNumbers) != 0) (lowest, highest) = (Number(), Number());
            if ((flags & SameUncertainty) == 0) _uncertainty = Number();
            Current = new TrendBucket(
                start + index * width, count, bad, minimum, maximum, sum, lowest, highest, _uncertainty, (Ne107)(flags & StatusBits));
            return true;
        }

        private byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Wrong();

        private double Number()
        {
            if (_bytes.Length - _at < sizeof(double)) throw Wrong();
            double value = BinaryPrimitives.ReadDoubleLittleEndian(_bytes[_at..]);
            _at += sizeof(double);
            return value;
        }

        private long Integer()
        {
            long value = 0;
            for (int shift = 0; shift < 63; shift += 7)
            {
                byte b = Byte();
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80) return value;
            }
            throw Wrong();
        }

        private static InvalidDataException Wrong() => new("A row of the trends is not in its form.");
    }
}
