using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Interlocks;
using Titer.Core;
using Titer.Field;
using Titer.Plant.Bioreactor;
using Titer.Plant.Loop;
using Titer.Plant.Tests.Batches;
using Titer.Sensing;

namespace Titer.Plant.Tests.Deciding;

/// <summary>The slow tank under its planner, as a unit of the loop: a gauge, no estimator, the decide and guard stages of every unit.</summary>
internal static class TankRun
{
    public const int Ticks = 24;
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    public static UnitStages Unit(IDeadline deadline)
    {
        var situation = new Situation();
        var engine = new BatchEngine(ShortRecipe.Full);
        return new UnitStages([new Gauge()], new Watch(situation),
            new DecideStage(engine, new UnitReadings(situation), new HoldSupervisor(new StirrerInterlock(new Closing(Actuators.Feed)), mayRestart: true, BioreactorUnit.Calm), [new LevelPlanner(deadline)], situation),
            new GuardStage([], situation), engine);
    }

    public static void Go(IField field, UnitStages unit, IJournal journal, int ticks = Ticks)
    {
        var loop = new UnitLoop(field, unit, journal);
        for (int k = 0; k < ticks; k++) loop.Tick(Start + k * LevelPlanner.Step, []);
    }

    /// <summary>The tank itself, disturbed by a cosine: the same at every run.</summary>
    public sealed class Tank : IField
    {
        private double _level = 0.1, _pump;
        private long _sequence;

        public bool Read(DateTimeOffset now, List<Frame> frames)
        {
            for (int i = 0; _sequence > 0 && i < 50; i++)
                _level += LevelPlanner.Step.TotalHours / 50 * (_pump - 0.3 * _level * Math.Sqrt(1 + _level * _level) + 0.1 * Math.Cos(_sequence));
            frames.Add(new Frame("gauge", now, _sequence++, [new Channel("height", Core.Unit.Litre, [_level])]));
            return true;
        }

        public void Act(DateTimeOffset now, IReadOnlyList<Command> commands) => _pump = commands[0].Value;
    }

    private sealed class Gauge : ISensor
    {
        public string Source => "gauge";

        public string CalibrationHash => "";

        public void Sense(Frame frame, List<Measurement> measurements) => measurements.Add(
            new Measurement(LevelPlanner.Level, frame.Time, frame["height"][0], Core.Unit.Litre, 0.01, Quality.Good, frame.Source, frame.Sequence));

        public void Flush(List<Measurement> measurements) { }
    }

    private sealed class Watch(Situation situation) : IStage
    {
        public void Run(LoopTick tick)
        {
            situation.Now = tick.Now;
            foreach (Measurement m in tick.Measurements) situation.Measurements[m.Tag] = m;
        }
    }
}
