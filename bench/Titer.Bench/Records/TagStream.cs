using Titer.Core;
using Titer.Numerics;

namespace Titer.Bench.Records;

/// <summary>
/// 100 tags of 20 chips as a plant gives them, without end: values that drift slowly under noise and uncertainties that follow them, both with all
/// bits of their mantissa; the chips of a round come in the order of their times, which jitter by a fifth of the time between two rounds; one
/// reading in 500 is not good.
/// </summary>
internal sealed class TagStream
{
    private const int Chips = 20, PerChip = 5, Noises = 1 << 16;

    private static readonly (string Name, Unit Unit, double Mean, double Drift, double Sigma)[] Quantities =
    [
        ("pH", Unit.PH, 7.02, 0.1, 0.012), ("temperature", Unit.Celsius, 36.8, 0.6, 0.04), ("DO", Unit.Percent, 41.3, 12, 0.7),
        ("glucose", Unit.Millimolar, 24.6, 9, 0.35), ("capacitance", Unit.Farad, 3.1e-11, 1.1e-11, 2.3e-13),
    ];

    private static readonly Quality Spread = Quality.OutOfSpecification("sites of the chip disagree");

    private readonly double[] _noise = new double[Noises];
    private readonly (Tag Tag, string Source)[] _tags = new (Tag, string)[Chips * PerChip];
    private readonly long[] _times = new long[Chips];
    private readonly int[] _order = new int[Chips];
    private readonly long _period;
    private long _round = -1, _drawn;
    private int _chip = Chips - 1, _quantity = PerChip - 1;

    /// <param name="period">Time between two rounds, ticks.</param>
    public TagStream(long period)
    {
        _period = period;
        var random = new Gaussian(201);
        for (int i = 0; i < Noises; i++) _noise[i] = random.Next();
        for (int i = 0; i < _tags.Length; i++)
            _tags[i] = (new Tag($"line-{i / PerChip / 4 + 1}/{Quantities[i % PerChip].Name}.{i / PerChip % 4 + 1}"), $"chip-{i / PerChip + 1:00}");
    }

    public static int Tags => Chips * PerChip;

    public Measurement Next()
    {
        if (++_quantity == PerChip)
        {
            _quantity = 0;
            if (++_chip == Chips) NextRound();
        }
        int chip = _order[_chip];
        (Tag tag, string source) = _tags[chip * PerChip + _quantity];
        (_, Unit unit, double mean, double drift, double sigma) = Quantities[_quantity];
        double wave = Math.Sin(_round * 1e-5 + chip), value = mean + drift * wave + sigma * Noise();
        return new Measurement(tag, new DateTimeOffset(_times[chip], TimeSpan.Zero), value, unit, sigma * (1 + 0.1 * wave + 0.02 * Noise()),
            _drawn % 1000 == 0 ? Spread : Quality.Good, source, _round);
    }

    private void NextRound()
    {
        (_chip, _round) = (0, _round + 1);
        for (int i = 0; i < Chips; i++)
        {
            _order[i] = i;
            _times[i] = 639_000_000_000_000_000 + _round * _period + i * _period / Chips + (long)(0.2 * _period * Noise());
        }
        _times.AsSpan().ToArray().AsSpan().Sort(_order.AsSpan());
    }

    // Noise drawn before, in an order that does not come back: drawing is not what is measured.
    private double Noise() => _noise[(int)((ulong)++_drawn * 0x9E3779B97F4A7C15UL >> 48)];
}
