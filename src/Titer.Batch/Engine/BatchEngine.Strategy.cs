using Titer.Core;

namespace Titer.Batch;

// Set points that a predictive controller moves while the phase follows the strategy.
public sealed partial class BatchEngine
{
    /// <summary>A set point may change by as much as the equipment ramps in this time without a ramp of its own.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Moves the set points of these variables, no faster than the equipment allows; one that was moved and is not among them goes back to the
    /// recipe. Does nothing unless the phase follows the strategy and runs: in a hold they stay where they are. A variable that the recipe has off
    /// stays off.
    /// </summary>
    /// <param name="wanted">In the units of the equipment.</param>
    /// <param name="events">Receives each changed set point.</param>
    public void Move(IReadOnlyDictionary<Tag, double> wanted, List<Event> events)
    {
        if (Goals.StrategyEnd is null) return;
        _events = events;
        foreach ((Tag tag, ActiveSetPoint inForce) in State.SetPoints)
        {
            if (wanted.TryGetValue(tag, out double to)) MoveTo(inForce, to);
            else if (State.Moved.ContainsKey(tag)) Return(tag);
        }
        Goals = GoalsOf(State);
    }

    private void MoveTo(ActiveSetPoint inForce, double to)
    {
        ControlledVariable variable = Recipe.Equipment.Controlled[inForce.Tag];
        double target = Math.Clamp(to, variable.Low, variable.High);
        if (!State.Moved.ContainsKey(inForce.Tag)) State = State with { Moved = State.Moved.SetItem(inForce.Tag, inForce) };
        else if (inForce.Target == target) return;
        Put(inForce with { Target = target }, inForce.Value);
    }

    /// <summary>Back to what the recipe wants of a variable.</summary>
    private void Return(Tag tag)
    {
        ActiveSetPoint own = State.Moved[tag];
        State = State with { Moved = State.Moved.Remove(tag) };
        Put(own, State.SetPoints[tag].Value);
    }

    private void Put(ActiveSetPoint wanted, double from)
    {
        ControlledVariable variable = Recipe.Equipment.Controlled[wanted.Tag];
        bool atOnce = Math.Abs(wanted.Target - from) <= variable.MaximumRate * AtOnce.TotalHours;
        ActiveSetPoint begun = ActiveSetPoint.Begin(wanted, atOnce ? null : TimeSpan.Zero, from, variable);
        State = State with { SetPoints = State.SetPoints.SetItem(wanted.Tag, begun) };
        RecordSetPoint(begun, begun.IsRamping ? "start" : "");
    }
}
