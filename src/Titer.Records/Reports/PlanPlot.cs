using ScottPlot;
using ScottPlot.Plottables;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>
/// One trend with plans laid over it: what was achieved, as in the trend, and dashed what a few decisions had planned, each from its start, where
/// the 95 % interval of the estimate it was computed from stands.
/// </summary>
internal static class PlanPlot
{
    /// <summary>Plans that one drawing shows.</summary>
    private const int Shown = 6;

    /// <summary>Decisions with a plan of their own, evenly over the record.</summary>
    public static List<Decision> Choose(IReadOnlyList<Decision> decisions)
    {
        List<Decision> own = [.. decisions.Where(d => d.IsOwnPlan)];
        return own.Count <= Shown ? own : [.. Enumerable.Range(0, Shown).Select(i => own[(int)((i + 0.5) * own.Count / Shown)])];
    }

    /// <summary>Whether a plan has what the panel shows.</summary>
    public static bool Fits(ReportPanel panel, IEnumerable<Decision> decisions) =>
        decisions.Any(d => Columns(panel, d.Plan).Any());

    public static Plot Of(ReportPanel panel, BatchTrace trace, IReadOnlyList<Decision> chosen, float scale)
    {
        var plot = new Plot();
        var range = new ValueRange();
        PlotStyle.Apply(plot, scale);
        if (panel.Estimate is { } estimate) PanelPlot.DrawEstimate(plot, trace.Estimates[(estimate, panel.Unit)], scale, Envelope.Buckets, range);
        for (int i = 0; i < panel.Commands.Length; i++)
            PanelPlot.DrawCommand(plot, trace.Commands[(panel.Commands[i], panel.Unit)], i, trace.EndHours, scale, Envelope.Buckets, range);
        double end = Math.Max(trace.EndHours, 1e-3);
        foreach (Decision decision in chosen)
        {
            double start = trace.Hours(decision.Time);
            foreach ((int column, Tag tag, bool steps, Color colour) in Columns(panel, decision.Plan))
            {
                Unit own = decision.Plan.Columns[column].Unit;
                double[] hours = [.. decision.Plan.Hours.Select(h => start + h)];
                double[] values = [.. hours.Select((_, row) => trace.Convert(decision.Plan[row, column], own, panel.Unit, tag))];
                Scatter line = plot.Add.ScatterLine(hours, values, colour);
                (line.LineWidth, line.LinePattern) = (1.3f * scale, LinePattern.Dashed);
                if (steps) line.ConnectStyle = ConnectStyle.StepHorizontal;
                range.Include(values);
                end = Math.Max(end, hours[^1]);
                if (!steps) DrawStart(plot, trace, decision, tag, panel.Unit, start, scale, colour);
            }
        }
        (double bottom, double top) = range.Axis();
        plot.Axes.SetLimits(0, end, bottom, top);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(PlotStyle.TickHours(end));
        plot.HideLegend();
        return plot;
    }

    private static void DrawStart(Plot plot, BatchTrace trace, Decision decision, Tag tag, Unit unit, double start, float scale, Color colour)
    {
        for (int i = 0; i < decision.Basis.Variables.Length; i++)
        {
            if (decision.Basis.Variables[i].Tag != tag) continue;
            Unit own = decision.Basis.Variables[i].Unit;
            double value = trace.Convert(decision.Basis.Values[i], own, unit, tag);
            double above = trace.Convert(decision.Basis.Values[i] + PanelPlot.Coverage95 * decision.Basis.Uncertainties[i], own, unit, tag);
            ErrorBar bar = plot.Add.ErrorBar([start], [value], [Math.Abs(above - value)]);
            (bar.Color, bar.LineWidth, bar.CapSize) = (colour, 1.1f * scale, 2.6f * scale);
            Markers dot = plot.Add.Markers([start], (double[])[value], MarkerShape.FilledCircle, 3.6f * scale, colour);
            dot.MarkerStyle.LineWidth = 0;
        }
    }

    /// <summary>The columns of a plan that a panel shows: its estimated variable as a line, its commands as steps in their colours.</summary>
    private static IEnumerable<(int Column, Tag Tag, bool Steps, Color Colour)> Columns(ReportPanel panel, PlannedTrajectory plan)
    {
        if (panel.Estimate is { } estimate && plan.IndexOf(estimate) is >= 0 and int state)
            yield return (state, estimate, false, Palette.Color(Palette.Plan));
        for (int i = 0; i < panel.Commands.Length; i++)
        {
            if (plan.IndexOf(panel.Commands[i]) is >= 0 and int input)
                yield return (input, panel.Commands[i], true, Palette.Color(Palette.Commands[i % Palette.Commands.Length]));
        }
    }
}
