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

    public static readonly Gen<object> Any = Gen.OneOf(
        Frame.Select(f => (object)f), Measurement.Select(f => (object)f), Estimate.Select(f => (object)f), Command.Select(f => (object)f), Event.Select(f => (object)f));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static double Number(double value) => double.IsNaN(value) ? 0 : value;
}
