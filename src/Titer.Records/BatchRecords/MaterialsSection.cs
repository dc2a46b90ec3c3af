using Titer.Records.Documents;

namespace Titer.Records.BatchRecords;

/// <summary>Materials and formula, and the unit with its ranges, as recipe and equipment in the record have them.</summary>
internal static class MaterialsSection
{
    public static void Write(DocumentBuilder document, BatchPlan plan)
    {
        if (plan.Formula.IsEmpty && plan.Equipment.IsEmpty) return;
        document.Section("Materials and formula");
        document.Table(["Parameter", "#Value", "Unit", "#Low", "#High", "Description"], [.. plan.Formula.Select(p => (object[])
            [p.Name, Printed.Value(p.Value), p.Unit.Symbol, Printed.Value(p.Low), Printed.Value(p.High), p.Description])]);
        if (plan.Equipment.IsEmpty) return;
        document.Heading($"Equipment: {plan.EquipmentName}");
        document.Table(["Tag", "Role", "Unit", "#Low", "#High"], [.. plan.Equipment.Select(p => (object[])
            [p.Tag, p.Role, p.Unit.Symbol, Printed.Value(p.Low), Printed.Value(p.High)])]);
    }
}
