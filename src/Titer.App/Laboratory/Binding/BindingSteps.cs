using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Sensing.Binding;

namespace Titer.App.Laboratory.Binding;

/// <summary>From sensorgrams to rates: cycles as recorded, referenced and cut to their phases, and what was fitted to them.</summary>
internal static class BindingSteps
{
    /// <param name="fitted">Panels of what was fitted.</param>
    /// <param name="names">Of the step of each of them.</param>
    public static ImmutableArray<ProcessingStep> Of(
        BindingSettings settings, List<Sensorgram> sensorgrams, ImmutableArray<BindingCycle> cycles, Figure fitted, string[] names) =>
    [
        ProcessingStep.Of("binding-raw", new FigurePanel("Cycles as recorded", "time, s", settings.Response,
            plot => Draw(plot, [.. sensorgrams.Select(s => (s.Name, s.Times.ToArray(), s.Responses.ToArray()))]))),
        ProcessingStep.Of("binding-referenced", new FigurePanel("Zero at the baseline, blanks off, edges out", "time after injection, s", settings.Response,
            plot => Draw(plot, [.. cycles.Select(c => (c.Name, c.Times, c.Responses))]))),
        .. fitted.Panels.Zip(names, (panel, name) => ProcessingStep.Of(name, panel)),
    ];

    private static void Draw(Plot plot, (string Name, double[] Times, double[] Responses)[] curves)
    {
        for (int i = 0; i < curves.Length; i++) StepPlots.Points(plot, curves[i].Times, curves[i].Responses, curves[i].Name, i);
        plot.ShowLegend(Edge.Right);
    }
}
