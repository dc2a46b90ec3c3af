using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>The sections made of events: alarms, ladder, recipe, people, findings.</summary>
internal static class EventSections
{
    public static void Alarms(DocumentBuilder document, BatchTrace trace)
    {
        List<AlarmSpan> alarms = AlarmHistory.Of(trace.Events);
        document.Section("Alarms and interlocks");
        if (alarms.Count == 0)
        {
            document.Paragraph("None.");
            return;
        }
        IEnumerable<string> counts = alarms.GroupBy(a => a.Raised.Severity).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
        document.Note(string.Join(", ", counts) + ".");
        document.Table(["#Raised / h", "#Cleared / h", "#Duration / h", "Severity", "Kind", "Source", "Message"],
            [.. alarms.Select(a => (object[])
            [
                Printed.Hours(trace.Hours(a.Raised.Time)),
                a.Cleared is { } gone ? Printed.Hours(trace.Hours(gone)) : "standing",
                Printed.Hours((a.Cleared is { } at ? trace.Hours(at) : trace.EndHours) - trace.Hours(a.Raised.Time)),
                Of(a.Raised.Severity), a.Raised.Kind, a.Raised.Source, a.Raised.Message,
            ])]);
    }

    public static void Ladder(DocumentBuilder document, BatchTrace trace)
    {
        List<Event> steps = trace.Events.FindAll(e => e.Kind == EventKind.Ladder);
        document.Section("Steps of the quality ladder");
        document.Note("A controller steps down when its inputs are too old or too poor for it, and back up when they have recovered.");
        if (steps.Count == 0) document.Paragraph("None.");
        else
        {
            document.Table(["#Time / h", "Loop", "From", "To", "Severity", "Message"], [.. steps.Select(e => (object[])
                [
                    Printed.Hours(trace.Hours(e.Time)), e.Source,
                    e.Data.GetValueOrDefault("from", ""), e.Data.GetValueOrDefault("to", ""), Of(e.Severity), e.Message,
                ])]);
        }
    }

    public static void Recipe(DocumentBuilder document, BatchTrace trace)
    {
        List<Event> recipe = trace.Events.FindAll(e => e.Kind == EventKind.Recipe);
        if (recipe.Count == 0) return;
        document.Section("Recipe and phase history");
        document.Table(["Operation", "Phase", "Started (UTC)", "#Start / h", "#End / h", "#Duration / h", "Ended because"],
            [.. PhaseRun.Of(trace).Select(p => (object[])
            [
                p.Operation, p.Phase, Printed.Clock(p.Started.Time), Printed.Hours(p.StartHours), p.IsCompleted ? Printed.Hours(p.EndHours) : "not completed",
                Printed.Hours(p.Hours), p.Why,
            ])]);
        List<Event> states = recipe.FindAll(e => e.Code == "state.changed");
        if (states.Count > 0)
        {
            document.Heading("States");
            Plain(document, trace, states);
        }
    }

    public static void People(DocumentBuilder document, BatchTrace trace) => Listed(document, trace, "Operator actions and confirmations",
        trace.Events.FindAll(e => e.Kind == EventKind.Operator || e.Code.StartsWith("confirm.", StringComparison.Ordinal)));

    public static void Findings(DocumentBuilder document, BatchTrace trace) =>
        Listed(document, trace, "Findings", trace.Events.FindAll(e => e.Kind == EventKind.Detection));

    /// <summary>What happened to the run itself besides its start, its end and what has a section of its own, e.g. a resumption.</summary>
    public static void Run(DocumentBuilder document, BatchTrace trace) => Listed(document, trace, "Course of the run",
        trace.Events.FindAll(e => e.Kind == EventKind.Run && e.Code is not
            ("run.started" or "run.completed" or "artefact" or ModelUse.Code or DoseStepFigures.Code or ShelfLifeFigures.Code)));

    private static void Listed(DocumentBuilder document, BatchTrace trace, string title, List<Event> events)
    {
        if (events.Count == 0) return;
        document.Section(title);
        Plain(document, trace, events);
    }

    public static void Plain(DocumentBuilder document, BatchTrace trace, List<Event> events) =>
        document.Table(["#Time / h", "UTC", "Source", "Event", "Message"], [.. events.Select(e => (object[])
            [Printed.Hours(trace.Hours(e.Time)), Printed.Clock(e.Time), e.Source, e.Code, e.Message])]);

    public static Cell Of(Severity severity) => new(severity.ToString(), severity switch
    {
        Severity.High => Tone.Bad,
        Severity.Medium => Tone.Warn,
        _ => Tone.Plain,
    });
}
