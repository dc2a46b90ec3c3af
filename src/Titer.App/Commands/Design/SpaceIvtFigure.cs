using ScottPlot;
using Titer.App.Plots;
using Titer.Design.Space;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Commands.Design;

/// <summary>Probability over magnesium and NTP, a panel for each of four pairs of polymerase and time; the region outlined, the next experiment
/// marked.</summary>
internal static class SpaceIvtFigure
{
    public static Figure Of(DesignSpace space, AcceptableRegion region, NextExperiment next, double probability)
    {
        SpaceAxis enzyme = space.Axes[2], time = space.Axes[3];
        // The region's corners in polymerase and time, or the quarters of the axes where there is no region.
        int[] enzymes = region.Points > 0 ? [region.Low[2], region.High[2]] : [enzyme.Levels / 4, 3 * enzyme.Levels / 4];
        int[] times = region.Points > 0 ? [region.Low[3], region.High[3]] : [time.Levels / 4, 3 * time.Levels / 4];
        return new Figure(
            FormattableString.Invariant($"Design space: probability that all specifications are met; outlined, proven at least {probability:G4}"),
            [.. times.Distinct().SelectMany(t => enzymes.Distinct().Select(e => Panel(space, region, next, e, t)))], enzymes.Distinct().Count());
    }

    private static FigurePanel Panel(DesignSpace space, AcceptableRegion region, NextExperiment next, int enzyme, int time)
    {
        (SpaceAxis x, SpaceAxis y) = (space.Axes[0], space.Axes[1]);
        return new(FormattableString.Invariant($"polymerase {space.Axes[2][enzyme]:G4} nM, harvest at {space.Axes[3][time]:G3} h"),
            $"{x.Name}, {x.Unit}", $"{y.Name}, {y.Unit}", plot =>
        {
            double[,] map = new double[y.Levels, x.Levels]; // the first row is drawn at the top
            for (int j = 0; j < y.Levels; j++)
                for (int i = 0; i < x.Levels; i++) map[y.Levels - 1 - j, i] = space.Probability(space.Point([i, j, enzyme, time]));
            double dx = (x.High - x.Low) / (x.Levels - 1) / 2, dy = (y.High - y.Low) / (y.Levels - 1) / 2;
            ScottPlot.Plottables.Heatmap heat = plot.Add.Heatmap(map);
            heat.Colormap = new ScottPlot.Colormaps.CustomInterpolated([Palette.Color("#ffffff"), Palette.Color(Palette.Estimate)]);
            heat.ManualRange = new(0, 1);
            heat.Extent = new(x.Low, x.High, y.Low, y.High); // between the middles of the outer cells
            plot.Add.ColorBar(heat);
            if (region.Points > 0)
            {
                ScottPlot.Plottables.Rectangle box = plot.Add.Rectangle(x[region.Low[0]] - dx, x[region.High[0]] + dx, y[region.Low[1]] - dy,
                    y[region.High[1]] + dy);
                (box.FillColor, box.LineColor, box.LineWidth) = (Palette.Color(Palette.Ok, 0), Palette.Color(Palette.Ok), 3);
            }
            double[] factors = next.Point < 0 ? [] : space.Factors(next.Point);
            if (factors.Length > 0) plot.Add.Marker(factors[0], factors[1], MarkerShape.FilledDiamond, 12, Palette.Color(Palette.Uncertain));
            plot.Axes.SetLimits(x.Low - dx, x.High + dx, y.Low - dy, y.High + dy);
        });
    }
}
