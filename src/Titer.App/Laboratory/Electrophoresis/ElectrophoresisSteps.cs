using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;
using Titer.Sensing.Electrophoresis;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Electrophoresis;

/// <summary>From traces to RNA: lanes as read, baseline off with the bands that stand out of the noise, and what they say.</summary>
internal static class ElectrophoresisSteps
{
    private static readonly (int At, string Title)[] Values = [(0, "RNA"), (1, "Unbroken"), (2, "Length")];

    public static ImmutableArray<ProcessingStep> Of(ImmutableArray<(string Lane, Frame Frame)> lanes, List<List<Measurement>> results)
    {
        // A lane that cannot be read says why in the values.
        (string Lane, Frame Frame)[] whole = [.. lanes.Where(l => l.Frame["sample"].Length >= Electropherogram.Least && Finite(l.Frame))];
        return
        [
            new("electrophoresis-raw", ElectrophoresisPlot.Of(lanes, results).Panels, 2),
            new("electrophoresis-bands", [.. whole.Take(ElectrophoresisPlot.Most).Select(l =>
                new FigurePanel($"{l.Lane}: baseline off, bands above the noise", "s", "fluorescence", plot => Bands(plot, l.Frame)))], 2),
            ProcessingStep.Of("electrophoresis-value", [.. Values.Select(v => new FigurePanel(
                $"{v.Title}, with 95 % intervals", "", results[0][v.At].Unit.Symbol,
                plot => StepPlots.Values(plot, [.. lanes.Select((l, i) => (l.Lane, results[i][v.At]))])))]),
        ];
    }

    private static bool Finite(Frame frame) => frame["ladder"].All(double.IsFinite) && frame["sample"].All(double.IsFinite);

    private static void Bands(Plot plot, Frame frame)
    {
        double interval = frame["interval"][0];
        foreach ((string channel, string colour) in (ReadOnlySpan<(string, string)>)[("ladder", Palette.Faint), ("sample", Palette.Estimate)])
        {
            var lane = new Electropherogram(frame[channel].AsSpan(), interval);
            double[] signal = [.. Enumerable.Range(0, lane.Samples).Select(i => lane.At(i * interval))];
            var line = plot.Add.Signal(signal, interval, Palette.Color(colour));
            (line.LegendText, line.LineWidth) = (channel, 1.4f);
            foreach (ElectrophoresisPeak band in lane.Bands())
            {
                var mark = plot.Add.Marker(band.Seconds, band.Height, MarkerShape.OpenTriangleDown, 8, Palette.Color(Palette.Uncertain));
                if (channel == "sample") mark.LegendText = string.Create(CultureInfo.InvariantCulture, $"{band.Seconds:0.0} s");
            }
        }
        plot.ShowLegend(Alignment.UpperRight);
    }
}
