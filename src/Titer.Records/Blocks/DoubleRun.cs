namespace Titer.Records;

/// <summary>
/// A run of doubles, every bit of them, as whole numbers: either their bits in the order of their values (IEEE 754, 5.10), whose differences stay
/// small across powers of two where those of an exclusive or do not (Gorilla: Pelkonen et al., VLDB 2015); or, where all of them are
/// decimals of up to 15 places, their digits (ALP: Afroozeh et al., SIGMOD 2023), when that is smaller. Owns its buffers; not thread-safe.
/// </summary>
internal sealed class DoubleRun
{
    private const int MostPlaces = 15;

    // Whole numbers up to this one, and powers of ten up to 10^22, are doubles without rounding, so that one division gives the double nearest
    // to the decimal: the one that reading its text gives.
    private const double LargestExact = 1L << 53;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly long[] _bits = new long[IntegerRun.Longest], _digits = new long[IntegerRun.Longest];

    public void Write(CanonicalText to, ReadOnlySpan<double> values)
    {
        Span<long> bits = _bits.AsSpan(0, values.Length);
        for (int i = 0; i < bits.Length; i++) bits[i] = Ordered(BitConverter.DoubleToInt64Bits(values[i]));
        IntegerRun.Plan plan = IntegerRun.Of(bits);
        if (Decimals(values) is { } places)
        {
            ReadOnlySpan<long> digits = _digits.AsSpan(0, values.Length);
            IntegerRun.Plan shorter = IntegerRun.Of(digits);
            if (shorter.Bytes < plan.Bytes)
            {
                IntegerRun.Write(to, 1 + places, shorter, digits);
                return;
            }
        }
        IntegerRun.Write(to, 0, plan, bits);
    }

    /// <exception cref="InvalidDataException">The bytes end too early, or hold decimals that are none.</exception>
    public void Read(ref BlockScanner from, Span<double> values)
    {
        Span<long> numbers = _bits.AsSpan(0, values.Length);
        int places = IntegerRun.Read(ref from, numbers) - 1;
        if (places > MostPlaces) throw new InvalidDataException($"A decimal of the block has {places} places; there are {MostPlaces} at most.");
        for (int i = 0; i < numbers.Length; i++)
            values[i] = places < 0 ? BitConverter.Int64BitsToDouble(Ordered(numbers[i])) : numbers[i] / Powers[places];
    }

    /// <summary>The bits of a double as a number that rises with its value, and back.</summary>
    private static long Ordered(long bits) => bits ^ ((bits >> 63) & long.MaxValue);

    /// <summary>The fewest places with which all values are decimals, their digits then in the buffer; null when there is no such number.</summary>
    private int? Decimals(ReadOnlySpan<double> values)
    {
        int places = 0;
        foreach (double value in values)
        {
            while (!IsDecimal(value, places, out _))
                if (++places > MostPlaces) return null;
        }
        for (int i = 0; i < values.Length; i++)
            if (!IsDecimal(values[i], places, out _digits[i])) return null;
        return places;
    }

    private static bool IsDecimal(double value, int places, out long digits)
    {
        double scaled = Math.Round(value * Powers[places]);
        digits = 0;
        // Written so that NaN fails; negative zero is no decimal, since it comes back as another number.
        if (!(Math.Abs(scaled) <= LargestExact)) return false;
        digits = (long)scaled;
        return BitConverter.DoubleToInt64Bits(digits / Powers[places]) == BitConverter.DoubleToInt64Bits(value);
    }
}
