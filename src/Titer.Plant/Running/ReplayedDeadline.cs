using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Plant.Running;

/// <summary>
/// While a recorded tick is run again, a decision stops where the recorded one stopped: after its iterations when its time was up then, else
/// never. Without a recorded tick, beyond the end of the record, the deadline of the run itself counts.
/// </summary>
/// <param name="live">The deadline of the run itself; null where there is always a recorded tick.</param>
public sealed class ReplayedDeadline(IDeadline? live = null) : IDeadline
{
    private int _stopped;

    public RecordedTick? Tick { get; set; }

    public void Begin(string controller)
    {
        if (Tick is null) Live.Begin(controller);
        else
        {
            Decision? recorded = Tick.Decisions.FirstOrDefault(d => d.Controller == controller);
            _stopped = recorded is { Status: DecisionStatus.Deadline } ? recorded.Iterations : int.MaxValue;
        }
    }

    public bool IsUp(int iterations) => Tick is null ? Live.IsUp(iterations) : iterations >= _stopped;

    private IDeadline Live => live ?? throw new InvalidOperationException("A replay has no recorded tick.");
}
