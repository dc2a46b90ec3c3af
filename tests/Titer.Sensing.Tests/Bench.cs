using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Tests;

/// <summary>A chip, its sensor and a broth on the table: read-outs become frames become measurements.</summary>
internal sealed class Bench(ISimulatedChip chip, ISensor sensor)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static readonly Broth Typical = new()
    {
        PH = 7.05, DissolvedOxygen = 40, CarbonDioxide = 45, Temperature = 36.8, ViableCells = 8, DeadCells = 0.4, CellVolume = 1770,
        Glucose = 20, Glutamine = 2, Lactate = 15, Ammonia = 3, Antigen = 1, Volume = 160, Agitation = 120,
        AirFlow = 10, OxygenFlow = 4, CarbonDioxideFlow = 0.5, FeedPumped = 12.5, BasePumped = 3.2,
    };

    private long _sequence;

    public static Frame Frame(string source, double hours, params ImmutableArray<Channel> channels) =>
        new(source, Start.AddHours(hours), 0, channels);

    public static List<Measurement> Sense(ISensor sensor, Frame frame)
    {
        var measurements = new List<Measurement>();
        sensor.Sense(frame, measurements);
        foreach (Measurement m in measurements)
        {
            Assert.True(m.StandardUncertainty > 0 && double.IsFinite(m.StandardUncertainty), $"{m.Tag} has uncertainty {m.StandardUncertainty}.");
            Assert.True(m.Quality.IsBad || double.IsFinite(m.Value), $"{m.Tag} is {m.Value} and {m.Quality}.");
            Assert.Equal(frame.Source, m.Source);
            Assert.Equal(frame.Sequence, m.Sequence);
        }
        return measurements;
    }

    public Frame Read(double hours, in Broth broth, ChipFault fault = ChipFault.None) =>
        new(chip.Source, Start.AddHours(hours), _sequence++, chip.Read(hours, broth, fault));

    public List<Measurement> Sense(double hours, in Broth broth, ChipFault fault = ChipFault.None) =>
        Sense(sensor, Read(hours, broth, fault));

    public Measurement One(double hours, in Broth broth, ChipFault fault = ChipFault.None) =>
        Assert.Single(Sense(hours, broth, fault));

    /// <summary>A frame with one channel changed.</summary>
    public static Frame With(Frame frame, string channel, params ImmutableArray<double> values) =>
        frame with { Channels = [.. frame.Channels.Select(c => c.Name == channel ? c with { Values = values } : c)] };

    public static Frame Without(Frame frame, string channel) =>
        frame with { Channels = [.. frame.Channels.Where(c => c.Name != channel)] };

    /// <summary>Every way in which a frame can be broken: channels missing, too short, too long, NaN, infinite, default.</summary>
    public static IEnumerable<Frame> Broken(Frame frame)
    {
        yield return frame with { Channels = [] };
        yield return frame with { Channels = default };
        foreach (Channel c in frame.Channels)
        {
            yield return Without(frame, c.Name);
            yield return With(frame, c.Name);
            yield return With(frame, c.Name, [.. c.Values, 1.0]);
            yield return With(frame, c.Name, default(ImmutableArray<double>));
            yield return With(frame, c.Name, [.. c.Values.Select((v, i) => i == 0 ? double.NaN : v)]);
            yield return With(frame, c.Name, [.. c.Values.Select((v, i) => i == 0 ? double.PositiveInfinity : v)]);
        }
    }
}
