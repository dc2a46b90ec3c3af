using Titer.Batch;
using Titer.Core;
using Titer.Field;
using Titer.Field.Simulated;

namespace Titer.Plant.Loop;

/// <summary>Commands to the equipment, through the field's port. A simulated plant also gets the faults that people put into it.</summary>
public sealed class ActStage(IField field) : IStage
{
    public void Run(LoopTick tick)
    {
        if (field is ISimulatedField simulated)
            foreach (Event happened in tick.Events)
                if (happened.Code == OperatorAction.InterventionAccepted && OperatorAction.FromEvent(happened)?.Intervention is InjectFault fault)
                    simulated.Inject(tick.Now, fault.Fault, fault.Hours);
        field.Act(tick.Now, tick.Commands);
    }
}
