using Titer.Batch;
using Titer.Core;
using Titer.Plant.Loop;

namespace Titer.Plant.Monitoring;

/// <summary>Decides nothing: runs the recipe, whose transitions may wait for readings of a culture or the end of the data.</summary>
public sealed class WatchStage(BatchEngine engine) : IStage
{
    private readonly Latest _latest = new();

    public void Run(LoopTick tick)
    {
        foreach (Measurement m in tick.Measurements) _latest.ByTag[m.Tag] = m;
        _latest.EndOfData = tick.EndOfData;
        engine.Step(tick.Now, _latest, tick.Actions, tick.Events);
    }

    private sealed class Latest : IReadings
    {
        public readonly Dictionary<Tag, Measurement> ByTag = [];

        public bool EndOfData { get; set; }

        public bool TryGet(Tag tag, out Reading reading)
        {
            bool found = ByTag.TryGetValue(tag, out Measurement? m);
            reading = found ? new Reading(m!.Value, m.Unit, m.StandardUncertainty, m.Quality, m.Time) : default;
            return found;
        }
    }
}
