using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>Who acted, what they confirmed, commanded and changed.</summary>
internal static class PeopleSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("People");
        List<Event> acts = trace.Events.FindAll(e => Who(e).Length > 0);
        if (acts.Count == 0) document.Paragraph("Nobody acted on this batch.");
        else
        {
            document.Table(["Name as printed", "Id", "#Acts", "What", "#First / h", "#Last / h"],
                [.. acts.GroupBy(e => (Name: e.Data.GetValueOrDefault(Person.NameKey, ""), Id: Person.Of(e)?.Id ?? "no account"))
                .OrderBy(g => g.Key.Name, StringComparer.Ordinal).ThenBy(g => g.Key.Id, StringComparer.Ordinal).Select(g => (object[])
                [
                    g.Key.Name, g.Key.Id, g.Count(), string.Join(", ", g.Select(e => e.Code).Distinct().Order(StringComparer.Ordinal)),
                    Printed.Hours(trace.Hours(g.First().Time)), Printed.Hours(trace.Hours(g.Last().Time)),
                ])]);
        }
        Confirmations(document, trace);
        Interventions(document, trace);
        List<Event> commands = trace.Events.FindAll(e => e.Kind == EventKind.Operator && !e.Code.StartsWith("confirm.", StringComparison.Ordinal)
            && !IsIntervention(e));
        if (commands.Count == 0) return;
        document.Heading("Commands and changes");
        document.Table(["#Time / h", "UTC", "Who", "Event", "Old", "New", "Reason", "Message"], [.. commands.Select(e => (object[])
            [
                Printed.Hours(trace.Hours(e.Time)), Printed.Clock(e.Time), Who(e), e.Code, e.Data.GetValueOrDefault("old", ""),
                    e.Data.GetValueOrDefault("new", ""),
                e.Data.GetValueOrDefault("reason", ""), e.Message,
            ])]);
    }

    /// <summary>Name as printed, with the id of the account where there is one; empty for what no person did.</summary>
    public static string Who(Event happened) => Person.Of(happened) is { } person ? $"{person.Name} ({person.Id})"
        : happened.Data.GetValueOrDefault(Person.NameKey, "");

    private static bool IsIntervention(Event happened) => happened.Code.StartsWith("intervention.", StringComparison.Ordinal);

    // What was taken by hand, changed or made to fail, person by person.
    private static void Interventions(DocumentBuilder document, BatchTrace trace)
    {
        List<Event> acts = trace.Events.FindAll(IsIntervention);
        if (acts.Count == 0) return;
        document.Heading("Interventions by person");
        document.Table(["Who", "#Time / h", "UTC", "What", "On", "Old", "New", "Reason", "Outcome"],
            [.. acts.OrderBy(Who, StringComparer.Ordinal).ThenBy(e => e.Time).Select(e => (object[])
            [
                Who(e), Printed.Hours(trace.Hours(e.Time)), Printed.Clock(e.Time), e.Data.GetValueOrDefault("intervention", ""),
                e.Data.GetValueOrDefault("target", ""), e.Data.GetValueOrDefault("old", ""), e.Data.GetValueOrDefault("new", ""),
                e.Data.GetValueOrDefault("reason", ""),
                e.Data.TryGetValue("refused", out string? why) ? new Cell($"refused: {why}", Tone.Warn) : "accepted",
            ])]);
    }

    private static void Confirmations(DocumentBuilder document, BatchTrace trace)
    {
        var rows = new List<object[]>();
        var open = new Dictionary<string, Event>(StringComparer.Ordinal);
        foreach (Event happened in trace.Events.Where(e => e.Code.StartsWith("confirm.", StringComparison.Ordinal)))
        {
            string question = happened.Data.GetValueOrDefault("question", "");
            if (happened.Code == "confirm.requested")
            {
                open[question] = happened;
                continue;
            }
            Event? asked = open.GetValueOrDefault(question);
            rows.Add([
                question, happened.Data.GetValueOrDefault("phase") ?? asked?.Data.GetValueOrDefault("phase") ?? "", asked is null ? "–"
                    : Printed.Clock(asked.Time), Printed.Clock(happened.Time),
                asked is null ? "–" : Printed.Hours((happened.Time - asked.Time).TotalHours), Who(happened), happened.Code["confirm.".Length..],
                    happened.Message,
            ]);
        }
        if (rows.Count == 0) return;
        document.Heading("Confirmations");
        document.Table(["Question", "Phase", "Asked (UTC)", "Answered (UTC)", "#Waited / h", "Who", "Answer", "Message"], rows);
    }
}
