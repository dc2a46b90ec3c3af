using Titer.Core;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>What predictive controllers decided, and how what they planned compares with what came.</summary>
internal static class DecisionSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace, ReportLayout layout)
    {
        if (trace.Decisions.Count == 0) return;
        document.Section("Predictive control");
        foreach (DecisionFigures figures in trace.Figures.Decisions)
        {
            List<Decision> decisions = trace.Decisions.FindAll(d => d.Controller == figures.Controller);
            document.Heading(figures.Controller);
            Figures(document, figures);
            Exceptions(document, trace, decisions);
            Following(document, trace, layout, decisions);
            Plots(document, trace, layout, decisions);
        }
    }

    private static void Figures(DocumentBuilder document, DecisionFigures figures)
    {
        document.Table(
            [
                "#Decisions", "Ended", "#With a plan of their own", "#Without any plan", "#Oldest plan followed / h",
                "#Iterations, median", "#Iterations, most",
            ],
            [[
                figures.Decisions, string.Join(", ", figures.ByStatus.Select(s => $"{s.Key.Word()} {s.Value}")),
                Printed.Share(figures.OwnPlans, figures.Decisions), figures.WithoutPlan, Printed.Hours(figures.OldestPlanHours),
                figures.MedianIterations, figures.MostIterations,
            ]]);
        document.Pairs([("Content hash of model and parameters", figures.Models is [var only] ? only
            : $"{figures.Models.Length} different ones, for parameters were estimated anew; each decision in the record names its own")]);
    }

    private static void Exceptions(DocumentBuilder document, BatchTrace trace, List<Decision> decisions)
    {
        List<Decision> others = decisions.FindAll(d => !d.IsOwnPlan);
        if (others.Count == 0) return;
        document.Paragraph("Decisions that followed an older plan, or none:");
        document.Table(["#Time / h", "Status", "#Iterations", "#Age of the plan / h", "Reason"], [.. others.Select(d => (object[])
            [
                Printed.Hours(trace.Hours(d.Time)), new Cell(d.Status.Word(), d.PlanTime is null ? Tone.Bad : Tone.Warn), d.Iterations,
                d.PlanTime is { } made ? Printed.Hours((d.Time - made).TotalHours) : "no plan", d.Reason,
            ])]);
    }

    private static void Following(DocumentBuilder document, BatchTrace trace, ReportLayout layout, List<Decision> decisions)
    {
        var rows = new List<object[]>();
        foreach (ReportPanel panel in layout.Panels)
        {
            if (panel.Estimate is not { } tag) continue;
            foreach (PlanFollowing at in PlanFollowing.Of(tag, panel.Unit, decisions, trace.Estimates[(tag, panel.Unit)], trace))
            {
                rows.Add([
                    PanelPlot.Title(panel), Printed.Hours(at.LeadHours), at.Plans, Printed.Value(at.Mean), Printed.Value(at.RootMeanSquare),
                ]);
            }
        }
        if (rows.Count == 0) return;
        document.Paragraph("Achieved less planned, by how long before it was planned:");
        document.Table(["Variable", "#Planned before / h", "#Plans", "#Mean", "#Root mean square"], rows);
    }

    private static void Plots(DocumentBuilder document, BatchTrace trace, ReportLayout layout, List<Decision> decisions)
    {
        List<Decision> chosen = PlanPlot.Choose(decisions);
        List<ReportPanel> panels = [.. layout.Panels.Where(p => PlanPlot.Fits(p, chosen))];
        if (panels.Count == 0) return;
        document.Paragraph("Planned and achieved:");
        foreach (ReportPanel panel in panels)
            TrendSection.Figure(document, panel, $"{panel.Title}, planned and achieved", new PlanDrawing(panel, trace, chosen), isHalf: false);
        document.Note("Full line and band: what was achieved, by the estimate with its 95 % interval, or the command given. Dashed: what "
            + $"{chosen.Count} decisions had planned, each from its own time on, with the 95 % interval of the estimate that it started from. "
            + "Plans are made again and again, so that what is achieved follows the first part of each plan only.");
    }
}
