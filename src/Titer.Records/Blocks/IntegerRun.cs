using System.Numerics;

namespace Titer.Records;

/// <summary>
/// A run of at most <see cref="Longest"/> whole numbers as <c>base + step * k</c>, every <c>k</c> with as many bits as the largest needs; or the same of
/// their differences, where that is smaller. Parquet's DELTA_BINARY_PACKED (Apache Parquet, Encodings) with its minimum, and with the greatest
/// common divisor besides: times in ticks are multiples of milliseconds, and a double made from a float has 29 zeros at its end.
/// All arithmetic is modulo 2^64.
/// </summary>
internal static class IntegerRun
{
    /// <summary>Long enough that what stands before the numbers (some 12 bytes) does not count, short enough that an outlier widens few of them.</summary>
    public const int Longest = 512;

    /// <summary>How a run is written.</summary>
    /// <param name="First">The first number, before the differences; unused without them.</param>
    /// <param name="Bytes">Length of all of it.</param>
    public readonly record struct Plan(bool Differences, long First, long Base, ulong Step, int Width, int Bytes);

    /// <summary>The smaller of both ways; the plain one where they are equal.</summary>
    public static Plan Of(ReadOnlySpan<long> numbers)
    {
        Plan plain = Plain(numbers);
        if (plain.Width == 0) return plain;
        Plan differences = Differences(numbers);
        return differences.Bytes < plain.Bytes ? differences : plain;
    }

    /// <param name="form">What the numbers stand for, kept beside them: below 128.</param>
    public static void Write(CanonicalText to, int form, in Plan plan, ReadOnlySpan<long> numbers)
    {
        Span<byte> room = to.Room(plan.Bytes + sizeof(ulong));
        int n = 0;
        room[n++] = (byte)((form << 1) | (plan.Differences ? 1 : 0));
        room[n++] = (byte)plan.Width;
        n += Varint.Write(room[n..], Varint.Folded(plan.Base));
        if (plan.Differences) n += Varint.Write(room[n..], Varint.Folded(plan.First));
        if (plan.Width > 0)
        {
            n += Varint.Write(room[n..], plan.Step);
            var bits = new BitWriter(room[n..]);
            if (!plan.Differences)
            {
                foreach (long number in numbers) bits.Write(Steps(number, plan), plan.Width);
            }
            else
            {
                for (int i = 1; i < numbers.Length; i++) bits.Write(Steps(numbers[i] - numbers[i - 1], plan), plan.Width);
            }
            n += bits.End();
        }
        to.Advance(n);
    }

    /// <summary>Fills <paramref name="numbers"/> and gives the form.</summary>
    /// <exception cref="InvalidDataException">The bytes end too early, or a width is above 64.</exception>
    public static int Read(ref BlockScanner from, Span<long> numbers)
    {
        int mode = from.Byte(), width = from.Byte();
        if (width > 64) throw new InvalidDataException($"A number of {width} bits stands in the block; the widest have 64.");
        bool differences = (mode & 1) != 0;
        long at = Varint.Unfolded(from.Varint()), first = differences ? Varint.Unfolded(from.Varint()) : 0;
        ulong step = width > 0 ? from.Varint() : 0;
        var bits = new BitReader(from.Take((int)(((long)(differences ? numbers.Length - 1 : numbers.Length) * width + 7) / 8)));
        if (!differences)
        {
            for (int i = 0; i < numbers.Length; i++) numbers[i] = at + (long)(step * bits.Read(width));
        }
        else
        {
            numbers[0] = first;
            for (int i = 1; i < numbers.Length; i++) numbers[i] = numbers[i - 1] + at + (long)(step * bits.Read(width));
        }
        return mode >> 1;
    }

    private static ulong Steps(long number, in Plan plan)
    {
        ulong above = (ulong)(number - plan.Base);
        return plan.Step == 1 ? above : above / plan.Step;
    }

    private static Plan Plain(ReadOnlySpan<long> numbers)
    {
        long least = numbers[0], most = least;
        foreach (long number in numbers) (least, most) = (Math.Min(least, number), Math.Max(most, number));
        ulong step = 0;
        for (int i = 0; i < numbers.Length && step != 1; i++) step = Divisor(step, (ulong)(numbers[i] - least));
        int width = Width((ulong)(most - least), step);
        return new Plan(false, 0, least, step, width, Bytes(least, step, width, numbers.Length));
    }

    private static Plan Differences(ReadOnlySpan<long> numbers)
    {
        long least = long.MaxValue, most = long.MinValue;
        for (int i = 1; i < numbers.Length; i++)
        {
            long difference = numbers[i] - numbers[i - 1];
            (least, most) = (Math.Min(least, difference), Math.Max(most, difference));
        }
        ulong step = 0;
        for (int i = 1; i < numbers.Length && step != 1; i++) step = Divisor(step, (ulong)(numbers[i] - numbers[i - 1] - least));
        int width = Width((ulong)(most - least), step);
        return new Plan(true, numbers[0], least, step, width,
            Bytes(least, step, width, numbers.Length - 1) + Varint.Length(Varint.Folded(numbers[0])));
    }

    private static int Width(ulong range, ulong step) => range == 0 ? 0 : 64 - BitOperations.LeadingZeroCount(range / step);

    private static int Bytes(long least, ulong step, int width, int count) =>
        2 + Varint.Length(Varint.Folded(least)) + (width == 0 ? 0 : Varint.Length(step) + (count * width + 7) / 8);

    /// <summary>Greatest common divisor (Euclid); that of 0 and a number is the number.</summary>
    private static ulong Divisor(ulong a, ulong b)
    {
        while (a != 0) (a, b) = (b % a, a);
        return b;
    }
}
