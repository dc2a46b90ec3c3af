using ScottPlot;
using ScottPlot.Plottables;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>
/// One trend of the report, without its title, which is text of the page. From back to front: tolerance, points, band, line,
/// set point, bad readings.
/// </summary>
internal static class PanelPlot
{
    internal const double Coverage95 = 1.959963984540054; // normal, two-sided

    /// <param name="scale">Pixels per point of the page; line widths and fonts grow with it.</param>
    /// <param name="buckets">Stretches of time that the width of the drawing tells apart.</param>
    public static Plot Of(ReportPanel panel, BatchTrace trace, float scale, int buckets = Envelope.Buckets)
    {
        var plot = new Plot();
        var range = new ValueRange();
        PlotStyle.Apply(plot, scale);

        List<Scatter> setPoints = panel.SetPoint is { } set && trace.SetPoints.TryGetValue(set, out var setPoint)
            ? DrawSetPoint(plot, panel.Unit, setPoint.Unit, setPoint.Steps, trace.EndHours, scale, range) : [];
        foreach (Tag tag in panel.Measurements) DrawPoints(plot, trace.Measurements[(tag, panel.Unit)], scale, buckets, range);
        if (panel.Estimate is { } estimate) DrawEstimate(plot, trace.Estimates[(estimate, panel.Unit)], scale, buckets, range);
        for (int i = 0; i < panel.Commands.Length; i++)
            DrawCommand(plot, trace.Commands[(panel.Commands[i], panel.Unit)], i, trace.EndHours, scale, buckets, range);

        foreach (Scatter line in setPoints) plot.MoveToTop(line);

        (double bottom, double top) = range.Axis();
        double end = Math.Max(trace.EndHours, 1e-3);
        foreach (Tag tag in panel.Measurements)
            DrawBad(plot, trace.Measurements[(tag, panel.Unit)].Bad, bottom + 0.05 * (top - bottom), scale, buckets);
        foreach (Event phase in trace.Events)
        {
            if (phase.Code != "phase.started" || trace.Hours(phase.Time) <= 0) continue;
            VerticalLine line = plot.Add.VerticalLine(trace.Hours(phase.Time), 0.75f * scale, Palette.Color(Palette.Faint, 0.45), LinePattern.Dotted);
            line.EnableAutoscale = false;
        }
        plot.Axes.SetLimits(0, end, bottom, top);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(PlotStyle.TickHours(end));
        plot.HideLegend();
        return plot;
    }

    public static string Title(ReportPanel panel) =>
        panel.Unit.Symbol.Length > 0 && !panel.Title.EndsWith(panel.Unit.Symbol, StringComparison.Ordinal)
            ? $"{panel.Title} / {panel.Unit.Symbol}"
            : panel.Title;

    private static List<Scatter> DrawSetPoint(Plot plot, Unit unit, Unit own, List<SetPointStep> steps, double end, float scale, ValueRange range)
    {
        var lines = new List<Scatter>();
        // The stretches during which the set point was on; each is drawn for itself.
        for (int i = 0; i < steps.Count;)
        {
            var hours = new List<double>();
            var (value, low, high) = (new List<double>(), new List<double>(), new List<double>());
            for (; i < steps.Count && !double.IsNaN(steps[i].Value); i++)
            {
                double until = i + 1 < steps.Count ? steps[i + 1].Hours : end;
                foreach (double at in (ReadOnlySpan<double>)[steps[i].Hours, until])
                {
                    hours.Add(at);
                    value.Add(Convert(steps[i].Value));
                    low.Add(Convert(double.IsNaN(steps[i].Low) ? steps[i].Value : steps[i].Low));
                    high.Add(Convert(double.IsNaN(steps[i].High) ? steps[i].Value : steps[i].High));
                }
            }
            while (i < steps.Count && double.IsNaN(steps[i].Value)) i++;
            if (hours.Count == 0) continue;
            FillY band = plot.Add.FillY([.. hours], [.. low], [.. high]);
            band.FillColor = Palette.Color(Palette.SetPoint, 0.12);
            band.LineWidth = 0;
            Scatter line = plot.Add.ScatterLine(hours.ToArray(), value.ToArray(), Palette.Color(Palette.SetPoint));
            (line.LineWidth, line.LinePattern) = (1.1f * scale, LinePattern.Dashed);
            lines.Add(line);
            range.Include(low);
            range.Include(high);
        }
        return lines;

        double Convert(double v) => own.TryConvert(v, unit, out double converted) ? converted : v;
    }

    private static void DrawPoints(Plot plot, Points points, float scale, int buckets, ValueRange range)
    {
        foreach ((Series series, string colour) in (ReadOnlySpan<(Series, string)>)
            [(points.Good, Palette.Point), (points.Uncertain, Palette.Uncertain)])
        {
            if (series.Count == 0) continue;
            (double[] hours, double[] values) = Envelope.Of(series, buckets);
            // Few points are laboratory results: large, and each with its 95 % interval.
            bool few = points.Good.Count + points.Uncertain.Count <= 60;
            if (few)
            {
                ErrorBar bars = plot.Add.ErrorBar(hours, values, [.. series.Uncertainties.Select(u => Coverage95 * u)]);
                range.Include(hours.Select((_, i) => values[i] + Coverage95 * series.Uncertainties[i]));
                range.Include(hours.Select((_, i) => values[i] - Coverage95 * series.Uncertainties[i]));
                (bars.Color, bars.LineWidth, bars.CapSize) = (Palette.Color(Palette.Ink), 0.9f * scale, 2.2f * scale);
            }
            Markers markers = plot.Add.Markers(hours, values, few ? MarkerShape.FilledDiamond : MarkerShape.FilledCircle,
                (few ? 6.5f : 1.9f) * scale, few && colour == Palette.Point ? Palette.Color(Palette.Ink) : Palette.Color(colour, few ? 1 : 0.75));
            markers.MarkerStyle.LineWidth = 0;
            range.Include(values);
        }
    }

    private static void DrawBad(Plot plot, Series bad, double at, float scale, int buckets)
    {
        if (bad.Count == 0) return;
        double[] hours = Envelope.Of(bad, buckets).Hours;
        Markers markers = plot.Add.Markers(hours, [.. hours.Select(_ => at)], MarkerShape.Eks, 4.2f * scale, Palette.Color(Palette.Bad));
        markers.MarkerStyle.LineWidth = 1.1f * scale;
    }

    public static void DrawEstimate(Plot plot, Series series, float scale, int buckets, ValueRange range)
    {
        if (series.Count == 0) return;
        (double[] at, double[] lower, double[] upper) = Envelope.Band(series, Coverage95, buckets);
        FillY band = plot.Add.FillY(at, lower, upper);
        band.FillColor = Palette.Color(Palette.Estimate, 0.2);
        band.LineWidth = 0;
        (double[] hours, double[] values) = Envelope.Of(series, buckets);
        Scatter line = plot.Add.ScatterLine(hours, values, Palette.Color(Palette.Estimate));
        line.LineWidth = 1.3f * scale;
        range.Include(values);
        range.Widen(lower);
        range.Widen(upper);
    }

    public static void DrawCommand(Plot plot, Series series, int index, double end, float scale, int buckets, ValueRange range)
    {
        if (series.Count == 0) return;
        (double[] hours, double[] values) = Envelope.Of(series, buckets);
        string colour = Palette.Commands[index % Palette.Commands.Length];
        Scatter line = plot.Add.ScatterLine([.. hours, end], (double[])[.. values, series.Values[^1]], Palette.Color(colour));
        (line.LineWidth, line.ConnectStyle) = (1.1f * scale, ConnectStyle.StepHorizontal);
        range.Include(values);
    }
}
