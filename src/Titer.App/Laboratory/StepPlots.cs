using ScottPlot;
using Titer.Core;
using Color = ScottPlot.Color;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory;

/// <summary>What the pictures of the steps have in common.</summary>
internal static class StepPlots
{
    // More points than this are not told apart in a picture.
    private const int MostPoints = 3000;
    private const int MostLabels = 8;
    private const double Normal95 = 1.96;

    public static Color ColorOf(int i) => Palette.Color(i == 0 ? Palette.Estimate : Palette.Commands[(i - 1) % Palette.Commands.Length]);

    /// <summary>Points with a legend, thinned where they are too many; what is not finite is left out.</summary>
    public static void Points(Plot plot, IReadOnlyList<double> x, IReadOnlyList<double> y, string label, int colour)
    {
        int every = Math.Max(1, x.Count / MostPoints);
        int[] shown = [.. Enumerable.Range(0, x.Count).Where(i => i % every == 0 && double.IsFinite(x[i]) && double.IsFinite(y[i]))];
        if (shown.Length == 0) return;
        var markers = plot.Add.Markers(shown.Select(i => x[i]).ToArray(), shown.Select(i => y[i]).ToArray(), MarkerShape.FilledCircle, 3, ColorOf(colour));
        markers.LegendText = label;
    }

    /// <summary>Values side by side with their 95 % intervals; those that are not good are diamonds.</summary>
    public static void Values(Plot plot, IReadOnlyList<(string Label, Measurement Value)> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            Measurement m = values[i].Value;
            if (!double.IsFinite(m.Value)) continue;
            double half = Normal95 * m.StandardUncertainty;
            plot.Add.ScatterLine(new double[] { i, i }, new[] { m.Value - half, m.Value + half }, Palette.Color(Palette.Faint));
            plot.Add.Marker(i, m.Value, m.Quality.IsGood ? MarkerShape.FilledCircle : MarkerShape.OpenDiamond, 8,
                Palette.Color(m.Quality.IsGood ? Palette.Estimate : Palette.Bad));
        }
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        int step = (values.Count + MostLabels - 1) / MostLabels;
        for (int i = 0; i < values.Count; i += Math.Max(1, step)) ticks.AddMajor(i, values[i].Label);
        plot.Axes.Bottom.TickGenerator = ticks;
    }

}
