using System.Collections.Immutable;
using ScottPlot;
using ScottPlot.Plottables;
using Titer.App.Plots;
using Titer.Records;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Commands.Trends;

/// <summary>A panel per series: mean, the band from minimum to maximum, and crosses where values are bad.</summary>
internal static class TrendPlot
{
    private const int Columns = 2;

    public static Figure Draw(TrendSource source, IReadOnlyList<TrendLine> trends)
    {
        ImmutableArray<FigurePanel> panels = [.. trends.Where(t => t.Buckets.Length > 0)
            .Select(t => new FigurePanel($"{t.Series}", "h since the start of the run", t.Series.Unit.Symbol, plot => Draw(plot, source, t)))];
        if (panels.IsEmpty) throw new Core.InputException(source.Name, "there is no value in this range, and so nothing to draw.");
        return new Figure($"Trends of {Path.GetFileName(source.Name)}", panels, panels.Length == 1 ? 1 : Columns);
    }

    private static void Draw(Plot plot, TrendSource source, TrendLine trend)
    {
        string colour = trend.Series.Kind switch
        {
            SeriesKind.Estimated => Palette.Estimate,
            SeriesKind.Commanded => Palette.Commands[0],
            _ => Palette.Point,
        };
        TrendBucket[] good = [.. trend.Buckets.Where(b => b.Count > b.Bad)], bad = [.. trend.Buckets.Where(b => b.Bad > 0)];
        double half = trend.Width.TotalHours / 2;
        double[] hours = [.. good.Select(At)];
        if (good.Length > 0)
        {
            FillY band = plot.Add.FillY(hours, [.. good.Select(b => b.Minimum)], [.. good.Select(b => b.Maximum)]);
            (band.FillColor, band.LineWidth) = (Palette.Color(colour, 0.35), 0);
            Scatter line = plot.Add.Scatter(hours, good.Select(b => b.Mean).ToArray(), Palette.Color(colour));
            (line.LineWidth, line.MarkerSize) = (1.4f, trend.IsRaw && good.Length < 200 ? 4 : 0);
            if (trend.Series.Kind == SeriesKind.Commanded) line.ConnectStyle = ConnectStyle.StepHorizontal;
        }
        if (bad.Length > 0)
        {
            double floor = good.Length > 0 ? good.Min(b => b.Minimum) : 0;
            Markers crosses = plot.Add.Markers(bad.Select(At).ToArray(), bad.Select(_ => floor).ToArray(), MarkerShape.Eks, 6, Palette.Color(Palette.Bad));
            crosses.MarkerStyle.LineWidth = 1.4f;
        }

        double At(TrendBucket b) => source.Hours(b.Start) + half;
    }
}
