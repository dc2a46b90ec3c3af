using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Sensing.Pcr;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Pcr;

/// <summary>Droplet amplitudes with their thresholds: a panel per channel with the wells side by side, and the two dyes against each other.</summary>
internal static class DigitalPcrPlot
{
    public static Figure Of(IReadOnlyList<DigitalPcrResult> results)
    {
        ImmutableArray<FigurePanel> panels = [.. Droplets(results, thresholds: true), .. Dyes(results)];
        return new("Digital PCR: droplets and thresholds", panels, panels.Length > 1 ? 2 : 1);
    }

    /// <summary>Amplitudes as read, then with their thresholds, then the dyes against each other.</summary>
    public static ImmutableArray<ProcessingStep> Steps(IReadOnlyList<DigitalPcrResult> results)
    {
        ImmutableArray<FigurePanel> dyes = [.. Dyes(results)];
        return
        [
            ProcessingStep.Of("pcr-raw", [.. Droplets(results, thresholds: false)]),
            ProcessingStep.Of("pcr-thresholds", [.. Droplets(results, thresholds: true)]),
            .. dyes.IsEmpty ? [] : (ProcessingStep[])[ProcessingStep.Of("pcr-dyes", dyes)],
        ];
    }

    private static IEnumerable<FigurePanel> Droplets(IReadOnlyList<DigitalPcrResult> results, bool thresholds)
    {
        foreach (IGrouping<int, DigitalPcrResult> channel in results.GroupBy(r => r.Channel))
        {
            DigitalPcrResult[] wells = [.. channel];
            string found = thresholds
                ? string.Join(", ", wells.Select(w => $"{w.Well.Well} {DigitalPcrRun.Number(w.Measurement.Value)} copies/µL"))
                : string.Join(", ", wells.Select(w => w.Well.Well));
            yield return new($"{wells[0].Signal}: {found}", "droplet", "amplitude", plot => Droplets(plot, wells, thresholds));
        }
    }

    private static IEnumerable<FigurePanel> Dyes(IReadOnlyList<DigitalPcrResult> results) =>
        results.GroupBy(r => r.Well).Select(g => g.ToArray()).Where(g => g.Length == 2).Select(dyes => new FigurePanel(
            $"{dyes[0].Well.Well}: the dyes against each other", $"{dyes[0].Signal} amplitude", $"{dyes[1].Signal} amplitude",
            plot => Dyes(plot, dyes)));

    private static ReadOnlySpan<double> Amplitudes(DigitalPcrResult result) => result.Well.Channels[result.Channel].Values.AsSpan();

    private static void Droplets(Plot plot, DigitalPcrResult[] wells, bool thresholds)
    {
        int at = 0;
        foreach (DigitalPcrResult well in wells)
        {
            ReadOnlySpan<double> a = Amplitudes(well);
            double[] x = new double[a.Length];
            for (int i = 0; i < x.Length; i++) x[i] = at + i;
            Points(plot, x, a, thresholds ? well.Call.Threshold : double.PositiveInfinity);
            if (thresholds && double.IsFinite(well.Call.Threshold)) Level(plot, at, at + a.Length, well.Call.Threshold, Palette.Bad);
            if (thresholds && double.IsFinite(well.Call.ThresholdInPositives) && well.Call.ThresholdInPositives != well.Call.Threshold)
                Level(plot, at, at + a.Length, well.Call.ThresholdInPositives, Palette.Uncertain);
            at += a.Length;
        }
    }

    private static void Dyes(Plot plot, DigitalPcrResult[] dyes)
    {
        ReadOnlySpan<double> x = Amplitudes(dyes[0]), y = Amplitudes(dyes[1]);
        DropletCall first = dyes[0].Call, second = dyes[1].Call;
        Points(plot, x.ToArray(), y, double.PositiveInfinity);
        (double low, double high, double bottom, double top) = (Least(x), Most(x), Least(y), Most(y));
        if (double.IsFinite(first.Threshold)) Line(plot, first.Threshold, bottom, first.Threshold, top, Palette.Bad);
        double corner = double.IsFinite(first.Threshold) ? first.Threshold : high;
        if (double.IsFinite(second.Threshold)) Line(plot, low, second.Threshold, corner, second.Threshold, Palette.Bad);
        if (double.IsFinite(second.ThresholdInPositives))
            Line(plot, corner, second.ThresholdInPositives, high, second.ThresholdInPositives, Palette.Bad);
    }

    private static void Points(Plot plot, double[] x, ReadOnlySpan<double> y, double threshold)
    {
        var below = new List<Coordinates>();
        var above = new List<Coordinates>();
        for (int i = 0; i < x.Length; i++) (y[i] > threshold ? above : below).Add(new(x[i], y[i]));
        if (below.Count > 0) plot.Add.ScatterPoints(below, Palette.Color(Palette.Point, 0.5)).MarkerSize = 2.5f;
        if (above.Count > 0) plot.Add.ScatterPoints(above, Palette.Color(Palette.Estimate, 0.7)).MarkerSize = 2.5f;
    }

    private static void Level(Plot plot, double from, double to, double level, string colour) => Line(plot, from, level, to, level, colour);

    private static void Line(Plot plot, double x1, double y1, double x2, double y2, string colour)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.LineColor = Palette.Color(colour);
        line.LineWidth = 1.6f;
    }

    private static double Least(ReadOnlySpan<double> values) => System.Numerics.Tensors.TensorPrimitives.Min(values);

    private static double Most(ReadOnlySpan<double> values) => System.Numerics.Tensors.TensorPrimitives.Max(values);
}
