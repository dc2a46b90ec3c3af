using Titer.Field;

namespace Titer.Plant.Loop;

/// <summary>Commands to the equipment, through the field's port.</summary>
public sealed class ActStage(IField field) : IStage
{
    public void Run(LoopTick tick) => field.Act(tick.Now, tick.Commands);
}
