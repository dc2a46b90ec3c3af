using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Controllers.Downstream;

/// <summary>
/// A pump that moves a content at the flow that the recipe sets, and not at all without a set point: transfer, return, filling. Rungs: <c>set</c>
/// while a volume shows what it does; <c>hold</c>, because a pump that nobody sees runs a vessel dry or over.
/// </summary>
/// <param name="target">The controlled variable, L/h.</param>
/// <param name="seenBy">Volume that the pump changes.</param>
public sealed class TransferController(Tag target, ActuatorLimit pump, Tag seenBy) : IController
{
    private readonly Ladder _ladder = new(target.Name, [new Rung("set", [new Need(seenBy, TimeSpan.FromMinutes(5))]), new Rung("hold", [])]);

    public string Name => target.Name;

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(target, out Target wanted))
        {
            to.Commands.Add(pump.ToSafe(situation.Now, $"{Name}/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out _);
        to.Commands.Add(_ladder.OnLastRung
            ? pump.ToSafe(situation.Now, $"{Name}/hold", $"{seenBy} is not known")
            : pump.Command(situation.Now, wanted.Value, $"{Name}/set", "flow as set", evidence));
    }
}
