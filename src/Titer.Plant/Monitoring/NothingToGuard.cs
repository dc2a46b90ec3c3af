using Titer.Plant.Loop;

namespace Titer.Plant.Monitoring;

/// <summary>The guard of a unit without control authority. A command in its tick is a broken invariant.</summary>
public sealed class NothingToGuard : IStage
{
    public void Run(LoopTick tick)
    {
        if (tick.Commands.Count > 0)
            throw new InvalidOperationException($"A unit without control authority gave a command to {tick.Commands[0].Actuator}.");
    }
}
