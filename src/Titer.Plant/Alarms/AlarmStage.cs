using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Plant.Loop;

namespace Titer.Plant.Alarms;

/// <summary>
/// The alarm list of the unit and what people do to it. Last before the record: the list has taken everything that this tick records when it judges what
/// people ask, so that the record alone gives the same list and the same answers.
/// </summary>
public sealed class AlarmStage(AlarmList alarms) : IStage
{
    /// <summary>The list after the last tick; may be read from any thread.</summary>
    public AlarmView Alarms => _alarms;

    private volatile AlarmView _alarms = AlarmView.Empty;

    public void Run(LoopTick tick)
    {
        bool changed = alarms.Advance(tick.Now);
        foreach (Event happened in tick.Events) changed |= alarms.Take(happened);
        foreach (OperatorAction action in tick.Actions)
        {
            if (action.Request is not { } request || !request.IsFor(AlarmActs.Part)) continue;
            Event answer = action.ToEvent(tick.Now, AlarmActs.Source, AlarmActs.Did(request), alarms.Refusal(request, action.Reason));
            tick.Events.Add(answer);
            changed |= alarms.Take(answer);
        }
        if (changed) _alarms = alarms.View;
    }
}
