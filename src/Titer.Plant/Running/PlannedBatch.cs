using Titer.Batch;
using Titer.Records.BatchRecords;

namespace Titer.Plant.Running;

/// <summary>The plan of a batch, read from the recipe and the equipment in its record.</summary>
public static class PlannedBatch
{
    public static BatchPlan Of(RunHeader header)
    {
        Recipe recipe = header.Recipe();
        Equipment unit = recipe.Equipment;
        return new BatchPlan(recipe.Description.Length > 0 ? recipe.Description : recipe.Name, recipe.Name, recipe.Version, unit.Name, unit.Class,
            [.. recipe.Formula.Values.Select(p => new PlannedParameter(p.Name, p.Value.Value, p.Value.Unit, p.Low, p.High, p.Description))],
            [
                .. unit.Controlled.Values.Select(c => new EquipmentPart("controlled", c.Tag, c.Unit, c.Low, c.High)),
                .. unit.Actuators.Values.Select(a => new EquipmentPart("actuator", a.Tag, a.Unit, a.Low, a.High)),
                .. unit.Readings.Values.Select(r => new EquipmentPart("reading", r.Tag, r.Unit, r.Low, r.High)),
            ],
            [.. recipe.Phases.Select(p => new PlannedPhase(p.UnitProcedure.Name, p.Operation.Name, p.Phase.Name, p.Phase.Until.Text, p.Phase.Timeout?.After,
                p.Phase.Timeout?.Action.ToString() ?? ""))]);
    }
}
