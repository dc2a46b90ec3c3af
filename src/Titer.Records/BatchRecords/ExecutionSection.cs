using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>Operations and phases with their times, against what the recipe planned, and the changes of state.</summary>
internal static class ExecutionSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace, BatchPlan plan)
    {
        document.Section("Execution");
        List<PhaseRun> phases = PhaseRun.Of(trace);
        if (phases.Count == 0) document.Paragraph("No phase began.");
        else document.Table(["Operation", "Phase", "Started (UTC)", "Ended (UTC)", "#Duration / h", "#At most / h", "To end when", "Ended because"],
            [.. phases.Select(p =>
            {
                PlannedPhase? planned = plan.Phases.FirstOrDefault(f => f.Operation == p.Operation && f.Phase == p.Phase);
                return (object[])
                [
                    p.Operation, p.Phase, Printed.Clock(p.Started.Time),
                    p.Completed is { } ended ? Printed.Clock(ended.Time) : new Cell("not completed", Tone.Warn), Printed.Hours(p.Hours),
                    planned?.Timeout is { } limit ? Printed.Hours(limit.TotalHours) : "–", planned?.Until ?? "", p.Why,
                ];
            })]);
        List<Event> states = trace.Events.FindAll(e => e.Code is "state.changed");
        if (states.Count == 0) return;
        document.Heading("States");
        EventSections.Plain(document, trace, states);
    }
}
