using System.Collections.Immutable;
using CsCheck;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Records of every shape: all doubles with their edge cases, awkward text, empty lists.</summary>
internal static class RecordGen
{
    public static readonly Gen<double> Double = Gen.Frequency(
        (6, Gen.Double),
        (3, Gen.Double[-1e3, 1e3]),
        (1, Pick(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue, 0.1, 1e16, 1e-5)));

    // NaNs of other payloads live in arrays, where every bit is kept.
    private static readonly Gen<double> Bits = Gen.Frequency((5, Double), (1, Gen.ULong.Select(BitConverter.UInt64BitsToDouble)));

    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String, Pick("", "glucose is high", "a \"quote\" and a \\", "tab\tline\n\0", "µ°Ω 細胞 🧬", "\ud83e alone", "alone \udd2c", "<b>&amp;"));

    public static readonly Gen<Tag> Tag = Pick("pH", "glucose", "culture-07/DO", "feed_pump.2").Select(t => new Tag(t));
    public static readonly Gen<Unit> Unit = Pick(Core.Unit.One, Core.Unit.PH, Core.Unit.Millimolar, Core.Unit.GigaPerLitre, default);
    public static readonly Gen<DateTimeOffset> Time = Gen.Long[0, DateTime.MaxValue.Ticks].Select(t => new DateTimeOffset(t, TimeSpan.Zero));
    public static readonly Gen<Quality> Quality = Gen.Select(Gen.Enum<Ne107>(), Text, (s, r) => new Quality(s, r));
    private static readonly Gen<ImmutableArray<double>> Array = Bits.Array[0, 9].Select(ImmutableArray.Create);

    public static readonly Gen<Frame> Frame = Gen.Select(Text, Time, Gen.Long,
        Gen.Select(Text, Unit, Array, (n, u, v) => new Channel(n, u, v)).Array[0, 3], (s, t, n, c) => new Frame(s, t, n, [.. c]));

    public static readonly Gen<Measurement> Measurement = Gen.Select(
        Gen.Select(Tag, Time, Double, Unit), Gen.Select(Double, Quality, Text, Gen.Long),
        (a, b) => new Measurement(a.Item1, a.Item2, a.Item3, a.Item4, b.Item1, b.Item2, b.Item3, b.Item4));

    public static readonly Gen<Estimate> Estimate = Gen.Select(
        Gen.Select(Text, Time, Text), Gen.Select(Tag, Unit, (t, u) => new Variable(t, u)).Array[0, 4], Array, Array,
        Gen.Select(Tag, Time, Double, Double, Gen.Bool, Text, (t, at, v, s, u, r) => new Innovation(t, at, v, s, u, r)).Array[0, 3],
        (h, v, x, p, i) => new Estimate(h.Item1, h.Item2, h.Item3, [.. v], x, p, [.. i]));

    public static readonly Gen<Command> Command = Gen.Select(
        Gen.Select(Tag, Time, Unit), Gen.Select(Double, Double, Double), Gen.Select(Text, Text),
        Gen.Select(Tag, Time, Quality, Gen.Long, (t, at, q, a) => new Evidence(t, at, q, TimeSpan.FromTicks(a))).Array[0, 3],
        (h, v, s, e) =>
        {
            double[] v3 = [Number(v.Item1), Number(v.Item2), Number(v.Item3)];
            System.Array.Sort(v3);
            return new Command(h.Item1, h.Item2, v3[1], h.Item3, v3[0], v3[2], s.Item1, s.Item2, [.. e]);
        });

    public static readonly Gen<Event> Event = Gen.Select(
        Gen.Select(Time, Gen.Enum<EventKind>(), Gen.Enum<Severity>()), Gen.Select(Text, Text, Text), Gen.Select(Text, Text).Array[0, 4],
        (h, s, d) => d.Aggregate(new Event(h.Item1, h.Item2, h.Item3, s.Item1, s.Item2, s.Item3), (e, p) => e.With(p.Item1, p.Item2)));

    private static readonly Gen<ImmutableArray<Variable>> Variables = Gen.Select(Tag, Unit, (t, u) => new Variable(t, u)).Array[0, 4].Select(ImmutableArray.Create);

    public static readonly Gen<PlannedTrajectory> Plan = Gen.Select(Variables, Gen.Double[0.01, 5].Array[0, 4], Gen.Double[-10, 10], Bits.Array[16], (c, steps, first, v) =>
    {
        double at = first;
        return new PlannedTrajectory(c, [.. steps.Select(s => at += s)], [.. v[..(c.Length * steps.Length)]]);
    });

    public static readonly Gen<DecisionBasis> Basis = Gen.Select(Time, Variables, Bits.Array[4], Bits.Array[4],
        (t, v, x, u) => new DecisionBasis(t, v, [.. x[..v.Length]], [.. u[..v.Length]]));

    public static readonly Gen<Decision> Decision = Gen.Select(
        Gen.Select(Text, Time, Text, Basis), Gen.Select(Gen.Enum<DecisionStatus>(), Text, Gen.Int[0, int.MaxValue], Double), Gen.Select(Plan, Gen.Long[0, 10_000_000_000]),
        (h, s, p) => new Decision(h.Item1, h.Item2, h.Item3, h.Item4, s.Item1, s.Item2, s.Item3, s.Item4,
            p.Item1.Hours.IsEmpty ? null : new DateTimeOffset(Math.Max(0, h.Item2.Ticks - p.Item2), TimeSpan.Zero), p.Item1));

    public static readonly Gen<object> Any = Gen.OneOf(
        Frame.Select(f => (object)f), Measurement.Select(f => (object)f), Estimate.Select(f => (object)f), Command.Select(f => (object)f), Event.Select(f => (object)f),
        Decision.Select(f => (object)f));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static double Number(double value) => double.IsNaN(value) ? 0 : value;
}
