using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>What predictive controllers decided, and how what they planned compares with what came.</summary>
internal static class DecisionSection
{
    private const int Width = 916, Height = 220;
    private const float Scale = 2;

    public static void Write(HtmlText html, BatchTrace trace, ReportLayout layout)
    {
        if (trace.Decisions.Count == 0) return;
        html.Section("Predictive control");
        foreach (DecisionFigures figures in trace.Figures.Decisions)
        {
            List<Decision> decisions = trace.Decisions.FindAll(d => d.Controller == figures.Controller);
            html.Element("h3", figures.Controller);
            Figures(html, figures);
            Exceptions(html, trace, decisions);
            Following(html, trace, layout, decisions);
            Plots(html, trace, layout, decisions);
        }
        html.End();
    }

    private static void Figures(HtmlText html, DecisionFigures figures)
    {
        html.Table(
            [
                "#Decisions", "Ended", "#With a plan of their own", "#Without any plan", "#Oldest plan followed / h",
                "#Iterations, median", "#Iterations, most",
            ],
            [[
                figures.Decisions, string.Join(", ", figures.ByStatus.Select(s => $"{s.Key.Word()} {s.Value}")),
                HtmlText.Share(figures.OwnPlans, figures.Decisions), figures.WithoutPlan, HtmlText.Hours(figures.OldestPlanHours),
                figures.MedianIterations, figures.MostIterations,
            ]]);
        html.Markup("<table class=\"pairs\"><tbody><tr>").Element("th", "Content hash of model and parameters");
        if (figures.Models is [var only]) html.Element("td", only, "hash");
        else html.Element("td",
            $"{figures.Models.Length} different ones, for parameters were estimated anew; each decision in the record names its own");
        html.Markup("</tr></tbody></table>\n");
    }

    private static void Exceptions(HtmlText html, BatchTrace trace, List<Decision> decisions)
    {
        List<Decision> others = decisions.FindAll(d => !d.IsOwnPlan);
        if (others.Count == 0) return;
        html.Element("p", "Decisions that followed an older plan, or none:");
        html.Table(["#Time / h", "Status", "#Iterations", "#Age of the plan / h", "Reason"], [.. others.Select(d => (object[])
            [
                HtmlText.Hours(trace.Hours(d.Time)), new Badge(d.Status.Word(), d.PlanTime is null ? "bad" : "warn"), d.Iterations,
                d.PlanTime is { } made ? HtmlText.Hours((d.Time - made).TotalHours) : "no plan", d.Reason,
            ])]);
    }

    private static void Following(HtmlText html, BatchTrace trace, ReportLayout layout, List<Decision> decisions)
    {
        var rows = new List<object[]>();
        foreach (ReportPanel panel in layout.Panels)
        {
            if (panel.Estimate is not { } tag) continue;
            foreach (PlanFollowing at in PlanFollowing.Of(tag, panel.Unit, decisions, trace.Estimates[(tag, panel.Unit)], trace))
            {
                rows.Add([
                    PanelPlot.Title(panel), HtmlText.Hours(at.LeadHours), at.Plans, HtmlText.Value(at.Mean), HtmlText.Value(at.RootMeanSquare),
                ]);
            }
        }
        if (rows.Count == 0) return;
        html.Element("p", "Achieved less planned, by how long before it was planned:");
        html.Table(["Variable", "#Planned before / h", "#Plans", "#Mean", "#Root mean square"], rows);
    }

    private static void Plots(HtmlText html, BatchTrace trace, ReportLayout layout, List<Decision> decisions)
    {
        List<Decision> chosen = PlanPlot.Choose(decisions);
        List<ReportPanel> panels = [.. layout.Panels.Where(p => PlanPlot.Fits(p, chosen))];
        var images = new string[panels.Count];
        Parallel.For(0, panels.Count, i =>
        {
            using ScottPlot.Plot plot = PlanPlot.Of(panels[i], trace, chosen, Scale);
            images[i] = Convert.ToBase64String(
                PngImage.Of((int)(Width * Scale), (int)(Height * Scale), canvas => plot.Render(canvas, (int)(Width * Scale), (int)(Height * Scale))));
        });
        if (panels.Count == 0) return;
        html.Element("p", "Planned and achieved:");
        for (int i = 0; i < panels.Count; i++) TrendSection.Figure(html, panels[i], "full", $"{panels[i].Title}, planned and achieved", images[i]);
        html.Element("p", "Full line and band: what was achieved, by the estimate with its 95 % interval, or the command given. Dashed: what "
            + $"{chosen.Count} decisions had planned, each from its own time on, with the 95 % interval of the estimate that it started from. "
            + "Plans are made again and again, so that what is achieved follows the first part of each plan only.", "note");
    }
}
