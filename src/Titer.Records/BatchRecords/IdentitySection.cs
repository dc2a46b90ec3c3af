using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>What was made, as which batch, by which recipe, on what, when and by whom.</summary>
internal static class IdentitySection
{
    private static readonly string[] Shown = ["recipe", "recipe-version", "recipe-hash", "equipment", "batch", Person.IdKey, Person.NameKey];

    public static void Write(DocumentBuilder document, BatchTrace trace, BatchPlan plan, ReportLayout layout)
    {
        Event? started = trace.First("run.started");
        document.Section("Identification", newPage: true);
        document.Pairs([
            ("Product", plan.Product.Length > 0 ? plan.Product : layout.Title),
            ("Batch", BatchRecord.NumberOf(trace)),
            ("Recipe", Of("recipe")), ("Recipe version", Of("recipe-version")), ("Recipe hash", Of("recipe-hash")),
            ("Equipment", plan.EquipmentClass.Length > 0 ? $"{Of("equipment")} ({plan.EquipmentClass})" : Of("equipment")),
            ("Start", $"{Printed.Clock(trace.Start)} UTC"), ("End", $"{Printed.Clock(trace.End)} UTC"), ("Duration", $"{Printed.Hours(trace.EndHours)} h"),
            ("Started by", started is null ? "–" : PeopleSection.Who(started) is { Length: > 0 } who ? who : Starter(trace)),
            .. started?.Data.Where(d => !Shown.Contains(d.Key)).Select(d => (Printed.Label(d.Key), d.Value)) ?? [],
        ]);

        string Of(string key) => started?.Data.GetValueOrDefault(key) is { Length: > 0 } value ? value : "–";
    }

    private static string Starter(BatchTrace trace) =>
        trace.Events.Find(e => e.Code == "command.accepted" && e.Data.GetValueOrDefault("command") == "Start") is { } start ? PeopleSection.Who(start) : "–";
}
