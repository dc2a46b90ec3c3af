using CsCheck;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Blocks of every shape: awkward measurements in any order, and streams as chips give them.</summary>
internal static class BlockGen
{
    private static readonly Gen<double> Bits = Gen.Frequency((3, RecordGen.Double), (1, Gen.ULong.Select(BitConverter.UInt64BitsToDouble)));

    private static readonly Gen<Measurement> Awkward = Gen.Select(RecordGen.Measurement, Bits, Bits,
        (m, value, uncertainty) => m with { Value = value, StandardUncertainty = uncertainty });

    /// <summary>Nothing in it is like anything else.</summary>
    public static readonly Gen<Measurement[]> Any = Awkward.Array[1, 120];

    /// <summary>Some series, each with values of one kind, in turn or in any order, long enough for groups of their own.</summary>
    public static readonly Gen<Measurement[]> Stream = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 2500], Gen.Int[0, 4], Gen.Bool, Gen.Int[0, int.MaxValue]).Select((series, count, kind, turns, seed) =>
    {
        var random = new Random(seed);
        var measurements = new Measurement[count];
        for (int i = 0; i < count; i++)
        {
            int one = turns ? i % series : random.Next(series);
            measurements[i] = Reading(random, one, (kind + one) % 5, i);
        }
        return measurements;
    });

    public static readonly Gen<Measurement[]> Block = Gen.OneOf(Any, Stream);

    public static bool Same(IEnumerable<Measurement> a, IEnumerable<Measurement> b) => a.Select(Exact).SequenceEqual(b.Select(Exact));

    private static (Tag, long, long, Unit, long, Quality, string, long) Exact(Measurement m) => (m.Tag, m.Time.UtcTicks, BitConverter.DoubleToInt64Bits(m.Value), m.Unit,
        BitConverter.DoubleToInt64Bits(m.StandardUncertainty), m.Quality, m.Source, m.Sequence);

    private static Measurement Reading(Random random, int series, int kind, int i)
    {
        double noise = random.NextDouble() - 0.5;
        double value = kind switch
        {
            0 => 7 + 0.02 * noise, // all bits of the mantissa
            1 => Math.Round(37 + 3 * noise, 2), // decimals of a file
            2 => (float)(0.4 + noise), // from a float, with both signs
            3 => random.Next(50) == 0 ? double.NaN : 40 + series, // constant but for a failure
            _ => random.Next(-5, 5) * Math.Pow(2, random.Next(-40, 40)),
        };
        var quality = random.Next(40) == 0 ? Quality.Failure($"chip {random.Next(3)} is off") : Quality.Good;
        return new Measurement(new Tag($"r{series}"), new DateTimeOffset(639000000000000000 + i * 1_000_000L + random.Next(20_000), TimeSpan.Zero), value, Unit.Millimolar,
            kind == 1 ? 0.05 : 0.01 * (1 + 0.01 * noise), quality, $"chip-{series % 3}", i / 4);
    }
}
