using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;

namespace Titer.App.Laboratory.Turbidity;

/// <summary>From flashes to crystals: volts as read, light over the lamp with the dark signal off, and what it says.</summary>
internal static class TurbiditySteps
{
    private static readonly string[] Detectors = ["transmitted", "scattered", "lamp"];

    public static ImmutableArray<ProcessingStep> Of(ImmutableArray<Frame> frames, List<Measurement> measurements)
    {
        double[] hours = [.. frames.Select(f => (f.Time - frames[0].Time).TotalHours)];
        double[][] raw = [.. Detectors.Select(d => frames.Select(f => f[d].Average()).ToArray())];
        double[][] dark = [.. Enumerable.Range(0, Detectors.Length).Select(d => frames.Select(f => f["dark"][d]).ToArray())];
        double[][] light = [.. raw.Zip(dark, (r, d) => r.Zip(d, (v, zero) => v - zero).ToArray())];
        return
        [
            ProcessingStep.Of("turbidity-raw",
                new FigurePanel("Mean of the flashes of a read-out", "h", "V", plot => Lines(plot, hours, raw, Detectors)),
                new FigurePanel("Without flash", "h", "V", plot => Lines(plot, hours, dark, Detectors))),
            ProcessingStep.Of("turbidity-ratio", new FigurePanel("Over the lamp, dark signal off", "h", "part of the lamp", plot => Lines(
                plot, hours, [.. light.Take(2).Select(l => l.Zip(light[2], (v, lamp) => v / lamp).ToArray())], Detectors))),
            ProcessingStep.Of("turbidity-value", TurbiditySensing.Panel(measurements)),
        ];
    }

    private static void Lines(Plot plot, double[] hours, double[][] values, string[] names)
    {
        for (int i = 0; i < values.Length; i++) StepPlots.Points(plot, hours, values[i], names[i], i);
        plot.ShowLegend(Edge.Right);
    }
}
