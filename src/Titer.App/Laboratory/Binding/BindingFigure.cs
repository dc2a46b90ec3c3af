using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using Titer.App.Plots;
using Titer.Sensing.Binding;
using Palette = Titer.Records.Reports.Palette;
using Range = System.Range;

namespace Titer.App.Laboratory.Binding;

/// <summary>Sensorgrams with their fit, and below them the residuals.</summary>
internal static class BindingFigure
{
    public static Figure Make(string file, BindingSettings settings, TitrationFit fit)
    {
        string rates = string.Create(CultureInfo.InvariantCulture,
            $"ka {fit.Association.Value:0.000E+0} 1/(M s), kd {fit.Dissociation.Value:0.000E+0} 1/s, KD {fit.Affinity.Value:0.000E+0} M");
        return new Figure($"Binding kinetics: {Path.GetFileName(file)}",
        [
            new FigurePanel($"Sensorgrams (grey) and fit: {rates}", "time after injection, s", settings.Response, plot =>
            {
                Draw(plot, fit, Curves);
                plot.ShowLegend(Edge.Right);
            }),
            new FigurePanel("Residuals, data - fit", "time after injection, s", settings.Response, plot =>
            {
                Draw(plot, fit, Residuals);
                plot.Add.HorizontalLine(0, 1, Palette.Color(Palette.Rule));
            }),
        ]);
    }

    /// <summary>Initial rates against concentration, standards and unknowns on the line.</summary>
    public static Figure Make(string file, BindingSettings settings, RateCalibration line, IReadOnlyList<RateStandard> standards,
        ImmutableArray<(string, InitialRate, TitreEstimate)> unknowns) =>
        new($"{Path.GetFileName(file)}: titre from initial rate",
        [
            new FigurePanel("Standards (grey), line, unknowns (orange)", "concentration, nM", $"{settings.Response}/s", plot =>
            {
                double high = Math.Max(standards.Max(s => s.Concentration), unknowns.IsEmpty ? 0 : unknowns.Max(u => u.Item3.Concentration)) * 1e9;
                var drawn = plot.Add.ScatterLine(new[] { 0, high }, new[] { line.Intercept, line.Intercept + line.Slope * high * 1e-9 },
                    Palette.Color(Palette.Estimate));
                drawn.LineWidth = 2;
                plot.Add.ScatterPoints(standards.Select(s => s.Concentration * 1e9).ToArray(), standards.Select(s => s.Rate.Value).ToArray(),
                    Palette.Color(Palette.Point)).MarkerSize = 8;
                if (!unknowns.IsEmpty)
                    plot.Add.ScatterPoints(unknowns.Select(u => u.Item3.Concentration * 1e9).ToArray(),
                        unknowns.Select(u => u.Item2.Value).ToArray(), Palette.Color(Palette.Uncertain)).MarkerSize = 8;
            }),
        ]);

    private static void Draw(Plot plot, TitrationFit fit, Action<Plot, CycleEstimate, Color> draw)
    {
        for (int c = 0; c < fit.Cycles.Length; c++) draw(plot, fit.Cycles[c], Palette.Color(Palette.Commands[c % Palette.Commands.Length]));
    }

    private static void Curves(Plot plot, CycleEstimate cycle, Color color)
    {
        plot.Add.ScatterPoints(cycle.Cycle.Times, cycle.Cycle.Responses, Palette.Color(Palette.Point, 0.6)).MarkerSize = 2.5f;
        // The guard around the end of the injection has no readings: the line is broken there and not drawn through.
        string label = string.Create(CultureInfo.InvariantCulture, $"{cycle.Cycle.Concentration * 1e9:G4} nM");
        foreach (Range part in Parts(cycle.Cycle.Times))
        {
            if (cycle.Cycle.Times[part].Length < 2) continue;
            var line = plot.Add.ScatterLine(cycle.Cycle.Times[part], cycle.Fitted[part], color);
            (line.LineWidth, line.LegendText, label) = (1.6f, label, "");
        }
    }

    private static void Residuals(Plot plot, CycleEstimate cycle, Color color)
    {
        double[] residuals = [.. cycle.Cycle.Responses.Zip(cycle.Fitted, (r, f) => r - f)];
        foreach (Range part in Parts(cycle.Cycle.Times))
            if (cycle.Cycle.Times[part].Length > 1) plot.Add.ScatterLine(cycle.Cycle.Times[part], residuals[part], color).LineWidth = 1;
    }

    /// <summary>Before and after the longest step between readings.</summary>
    private static Range[] Parts(double[] times)
    {
        int at = 1;
        for (int i = 1; i < times.Length; i++)
            if (times[i] - times[i - 1] > times[at] - times[at - 1]) at = i;
        return [Range.EndAt(at), Range.StartAt(at)];
    }
}
