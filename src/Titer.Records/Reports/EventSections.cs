using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>The sections made of events: alarms, ladder, recipe, people, findings.</summary>
internal static class EventSections
{
    public static void Alarms(HtmlText html, BatchTrace trace)
    {
        List<AlarmSpan> alarms = AlarmHistory.Of(trace.Events);
        html.Section("Alarms and interlocks");
        if (alarms.Count == 0)
        {
            html.Element("p", "None.").End();
            return;
        }
        IEnumerable<string> counts = alarms.GroupBy(a => a.Raised.Severity).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
        html.Element("p", string.Join(", ", counts) + ".", "note");
        html.Table(["#Raised / h", "#Cleared / h", "#Duration / h", "Severity", "Kind", "Source", "Message"],
            [.. alarms.Select(a => (object[])
            [
                HtmlText.Hours(trace.Hours(a.Raised.Time)),
                a.Cleared is { } gone ? HtmlText.Hours(trace.Hours(gone)) : "standing",
                HtmlText.Hours((a.Cleared is { } at ? trace.Hours(at) : trace.EndHours) - trace.Hours(a.Raised.Time)),
                Of(a.Raised.Severity), a.Raised.Kind, a.Raised.Source, a.Raised.Message,
            ])]);
        html.End();
    }

    public static void Ladder(HtmlText html, BatchTrace trace)
    {
        List<Event> steps = trace.Events.FindAll(e => e.Kind == EventKind.Ladder);
        html.Section("Steps of the quality ladder");
        html.Element("p", "A controller steps down when its inputs are too old or too poor for it, and back up when they have recovered.", "note");
        if (steps.Count == 0) html.Element("p", "None.");
        else
        {
            html.Table(["#Time / h", "Loop", "From", "To", "Severity", "Message"], [.. steps.Select(e => (object[])
                [
                    HtmlText.Hours(trace.Hours(e.Time)), e.Source,
                    e.Data.GetValueOrDefault("from", ""), e.Data.GetValueOrDefault("to", ""), Of(e.Severity), e.Message,
                ])]);
        }
        html.End();
    }

    public static void Recipe(HtmlText html, BatchTrace trace)
    {
        List<Event> recipe = trace.Events.FindAll(e => e.Kind == EventKind.Recipe);
        if (recipe.Count == 0) return;
        html.Section("Recipe and phase history");
        var phases = new List<object[]>();
        for (int i = 0; i < recipe.Count; i++)
        {
            Event begun = recipe[i];
            if (begun.Code != "phase.started") continue;
            string phase = begun.Data.GetValueOrDefault("phase", ""), why = "";
            Event? ended = null;
            for (int k = i + 1; k < recipe.Count && ended is null && recipe[k].Code != "phase.started"; k++)
            {
                if (recipe[k].Code == "transition" && recipe[k].Data.GetValueOrDefault("from") == phase)
                    why = recipe[k].Data.GetValueOrDefault("why", "");
                if (recipe[k].Code == "phase.completed" && recipe[k].Data.GetValueOrDefault("phase") == phase) ended = recipe[k];
            }
            double from = trace.Hours(begun.Time);
            phases.Add([begun.Data.GetValueOrDefault("operation", ""), phase, HtmlText.Clock(begun.Time), HtmlText.Hours(from),
                ended is null ? "not completed" : HtmlText.Hours(trace.Hours(ended.Time)),
                HtmlText.Hours((ended is null ? trace.EndHours : trace.Hours(ended.Time)) - from), why]);
        }
        html.Table(["Operation", "Phase", "Started (UTC)", "#Start / h", "#End / h", "#Duration / h", "Ended because"], phases);
        List<Event> states = recipe.FindAll(e => e.Code == "state.changed");
        if (states.Count > 0)
        {
            html.Element("h3", "States");
            Plain(html, trace, states);
        }
        html.End();
    }

    public static void People(HtmlText html, BatchTrace trace) => Listed(html, trace, "Operator actions and confirmations",
        trace.Events.FindAll(e => e.Kind == EventKind.Operator || e.Code.StartsWith("confirm.", StringComparison.Ordinal)));

    public static void Findings(HtmlText html, BatchTrace trace) =>
        Listed(html, trace, "Findings", trace.Events.FindAll(e => e.Kind == EventKind.Detection));

    /// <summary>What happened to the run itself besides its start, its end and what has a section of its own, e.g. a resumption.</summary>
    public static void Run(HtmlText html, BatchTrace trace) => Listed(html, trace, "Course of the run",
        trace.Events.FindAll(e => e.Kind == EventKind.Run && e.Code is not
            ("run.started" or "run.completed" or "artefact" or ModelUse.Code or DoseStepFigures.Code or ShelfLifeFigures.Code)));

    private static void Listed(HtmlText html, BatchTrace trace, string title, List<Event> events)
    {
        if (events.Count == 0) return;
        html.Section(title);
        Plain(html, trace, events);
        html.End();
    }

    private static void Plain(HtmlText html, BatchTrace trace, List<Event> events) =>
        html.Table(["#Time / h", "UTC", "Source", "Event", "Message"], [.. events.Select(e => (object[])
            [HtmlText.Hours(trace.Hours(e.Time)), HtmlText.Clock(e.Time), e.Source, e.Code, e.Message])]);

    private static Badge Of(Severity severity) => new(severity.ToString(), severity switch
    {
        Severity.High => "bad",
        Severity.Medium => "warn",
        _ => "plain",
    });
}
