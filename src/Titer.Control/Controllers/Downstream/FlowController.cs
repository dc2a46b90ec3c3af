using Titer.Core;

namespace Titer.Control.Controllers.Downstream;

/// <summary>A pump that runs at the flow that the recipe sets, and not at all without a set point: transfer, return, filling.</summary>
public sealed class FlowController(string name, Tag target, ActuatorLimit pump) : IController
{
    public string Name => name;

    public void Decide(Situation situation, double hours, ControlOutput to) => to.Commands.Add(
        !situation.Stopped && situation.Targets.TryGetValue(target, out Target wanted)
            ? pump.Command(situation.Now, wanted.Value, $"{name}/set", "flow as set", [])
            : pump.ToSafe(situation.Now, $"{name}/off", "no set point"));
}
