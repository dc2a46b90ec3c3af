using Titer.Batch;
using Titer.Core;
using Titer.Field;
using Titer.Plant.Loop;
using Titer.Plant.Monitoring;
using Titer.Sensing;

namespace Titer.Plant.Tests.Loop;

public sealed class SenseStageTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);
    private static readonly Tag Level = new("level");

    private sealed class LevelSensor : ISensor
    {
        public string Source => "float";

        public string CalibrationHash => "";

        public void Sense(Frame frame, List<Measurement> measurements) =>
            measurements.Add(new Measurement(Level, frame.Time, frame["height"][0], Unit.Litre, 1, Quality.Good, frame.Source, frame.Sequence));

        public void Flush(List<Measurement> measurements) =>
            measurements.Add(new Measurement(Level, Start, 0, Unit.Litre, 1, Quality.Good, "float", -1));
    }

    private sealed class Script(params (string Source, long Sequence)[][] ticks) : IField
    {
        private int _next;

        public bool Read(DateTimeOffset now, List<Frame> frames)
        {
            frames.AddRange(ticks[_next].Select(f => new Frame(f.Source, now, f.Sequence, [new Channel("height", Unit.Litre, [5])])));
            return ++_next < ticks.Length;
        }

        public void Act(DateTimeOffset now, IReadOnlyList<Command> commands) { }
    }

    private sealed class Nothing : IStage
    {
        public void Run(LoopTick tick) { }
    }

    private sealed class Kept : IJournal
    {
        public List<Event> Events { get; } = [];
        public List<Measurement> Measurements { get; } = [];

        public void Write(LoopTick tick)
        {
            Events.AddRange(tick.Events);
            Measurements.AddRange(tick.Measurements);
        }
    }

    private static Kept Run(params (string Source, long Sequence)[][] ticks)
    {
        var kept = new Kept();
        var unit = new UnitStages([new LevelSensor()], new Nothing(), new Nothing(), new NothingToGuard(), new BatchEngine(Batches.ShortRecipe.Full));
        var loop = new UnitLoop(new Script(ticks), unit, kept);
        for (int i = 0; i < ticks.Length; i++) loop.Tick(Start.AddMinutes(i), []);
        return kept;
    }

    [Fact]
    public void Frames_in_sequence_are_measured_without_an_alarm()
    {
        Kept kept = Run([("float", 0)], [("float", 1)], [("float", 2)]);
        Assert.Equal([0, 1, 2, -1], kept.Measurements.Select(m => m.Sequence)); // the last is of the flush at the end of the data
        Assert.Equal("data.ended", Assert.Single(kept.Events).Code);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(0)]
    public void A_gap_or_a_repetition_in_the_sequence_is_an_alarm_each_time(long after)
    {
        Kept kept = Run([("float", 1)], [("float", after)], [("float", after + 1)], [("float", after + 5)]);
        Event[] lost = [.. kept.Events.Where(e => e.Code == "frames.lost")];
        Assert.Equal(2, lost.Length);
        Assert.All(lost, e => Assert.Equal((EventKind.Alarm, "float"), (e.Kind, e.Source)));
    }

    [Fact]
    public void A_source_that_no_sensor_knows_is_an_alarm_once()
    {
        Kept kept = Run([("ghost", 0), ("float", 0)], [("ghost", 1)], [("ghost", 2), ("spectre", 0)]);
        Assert.Equal(["ghost", "spectre"], kept.Events.Where(e => e.Code == "frames.unknown").Select(e => e.Source));
        Assert.Equal([0, -1], kept.Measurements.Select(m => m.Sequence));
    }
}
