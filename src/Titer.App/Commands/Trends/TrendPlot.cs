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
        // A line through a time in which every value was bad would show what nobody measured.
        for (int from = 0, to; from < trend.Buckets.Length; from = to + 1)
        {
            for (to = from; to < trend.Buckets.Length && trend.Buckets[to].Count > trend.Buckets[to].Bad; to++) { }
            if (to > from) DrawStretch(trend.Buckets[from..to]);
        }
        if (bad.Length > 0)
        {
            double floor = good.Length > 0 ? good.Min(b => b.Minimum) : 0;
            double[] at = [.. bad.Select(At)];
            Markers crosses = plot.Add.Markers(at, [.. at.Select(_ => floor)], MarkerShape.Eks, 6, Palette.Color(Palette.Bad));
            crosses.MarkerStyle.LineWidth = 1.4f;
        }

        void DrawStretch(ImmutableArray<TrendBucket> buckets)
        {
            double[] hours = [.. buckets.Select(At)];
            if (buckets.Length > 1)
            {
                FillY band = plot.Add.FillY(hours, [.. buckets.Select(b => b.Minimum)], [.. buckets.Select(b => b.Maximum)]);
                (band.FillColor, band.LineWidth) = (Palette.Color(colour, 0.35), 0);
            }
            Scatter line = plot.Add.Scatter(hours, buckets.Select(b => b.Mean).ToArray(), Palette.Color(colour));
            (line.LineWidth, line.MarkerSize) = (1.4f, buckets.Length == 1 || (trend.IsRaw && good.Length < 200) ? 4 : 0);
            if (trend.Series.Kind == SeriesKind.Commanded) line.ConnectStyle = ConnectStyle.StepHorizontal;
        }

        double At(TrendBucket b) => source.Hours(b.Start) + half;
    }
}
