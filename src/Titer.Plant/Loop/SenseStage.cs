using System.Collections.Frozen;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Sensing;

namespace Titer.Plant.Loop;

/// <summary>
/// Frames to measurements, each by the sensor of its source; sensors that are not good are alarmed. A frame that no sensor knows
/// is an alarm once, not an exception.
/// </summary>
public sealed class SenseStage(IReadOnlyList<ISensor> sensors) : IStage
{
    private readonly FrozenDictionary<string, ISensor> _bySource = sensors.ToFrozenDictionary(s => s.Source, StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastSequence = [];
    private readonly HashSet<string> _unknown = [];
    private readonly QualityAlarms _alarms = new();

    public void Run(LoopTick tick)
    {
        foreach (Frame frame in tick.Frames)
        {
            if (_lastSequence.TryGetValue(frame.Source, out long last) && frame.Sequence != last + 1)
            {
                tick.Events.Add(new Event(tick.Now, EventKind.Alarm, Severity.Low, frame.Source, "frames.lost",
                    $"{frame.Source} went from frame {last} to {frame.Sequence}; what lay between is lost."));
            }
            _lastSequence[frame.Source] = frame.Sequence;
            if (_bySource.TryGetValue(frame.Source, out ISensor? sensor))
                sensor.Sense(frame, tick.Measurements);
            else if (_unknown.Add(frame.Source))
                tick.Events.Add(new Event(tick.Now, EventKind.Alarm, Severity.Medium, frame.Source, "frames.unknown",
                    $"No sensor reads the frames of {frame.Source}."));
        }
        if (tick.EndOfData)
            foreach (ISensor sensor in sensors) sensor.Flush(tick.Measurements);
        _alarms.Watch(tick.Now, tick.Measurements, tick.Events);
    }
}
