using Titer.Control.Controllers;
using Titer.Control.Interlocks;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>Interlocks, one after the other; what leaves here is what the equipment is told.</summary>
public sealed class GuardStage(IReadOnlyList<IInterlock> interlocks, Situation situation) : IStage
{
    public void Run(LoopTick tick)
    {
        double hours = tick.Hours > 0 ? tick.Hours : 1.0 / 60;
        foreach (IInterlock interlock in interlocks) interlock.Guard(situation, hours, tick.Commands, tick.Events);
        foreach (Command command in tick.Commands) situation.InForce[command.Actuator] = command;
    }
}
