using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;

namespace Titer.App.Laboratory.Ion;

/// <summary>From volts to pH and ions: what was read, what is known of each site's lag, slope and drift, pairs against each other, and the values.</summary>
internal static class IonSteps
{
    private static readonly string[] Beside = ["temperature", "thermistor", "salinity"];

    public static ImmutableArray<ProcessingStep> Of(IonRun run)
    {
        Frame[] frames = [.. run.Segments.SelectMany(s => s.Frames)];
        double[] days = [.. frames.Select(f => (f.Time - frames[0].Time).TotalDays)];
        ImmutableArray<FigurePanel> found = IonPlot.Of(run).Panels;
        int units = run.Measurements.Select(m => m.Unit).Distinct().Count();
        var steps = ImmutableArray.CreateBuilder<ProcessingStep>();
        steps.Add(ProcessingStep.Of("ion-raw",
            [new FigurePanel("Voltages as read", "days", "V", plot => Voltages(plot, run, frames, days)), .. Conditions(frames, days)]));
        if (run.States.Count > 0) steps.Add(ProcessingStep.Of("ion-sites", [.. Sites(run, frames[0].Time)]));
        if (found.Length > units) steps.Add(ProcessingStep.Of("ion-reference", found[units..]));
        steps.Add(ProcessingStep.Of("ion-value", found[..units]));
        return steps.ToImmutable();
    }

    private static void Voltages(Plot plot, IonRun run, Frame[] frames, double[] days)
    {
        for (int e = 0; e < run.Settings.Calibration.Electrodes.Length; e++)
            StepPlots.Points(plot, days, [.. frames.Select(f => f["voltage"][e])], run.Settings.Calibration.Electrodes[e].Name, e);
        plot.ShowLegend(Edge.Right);
    }

    /// <summary>What the voltages are corrected by.</summary>
    private static IEnumerable<FigurePanel> Conditions(Frame[] frames, double[] days) =>
        frames[0].Channels.Where(c => Beside.Contains(c.Name)).Select(c => new FigurePanel(
            c.Name, "days", c.Unit.Symbol, plot => StepPlots.Points(plot, days, [.. frames.Select(f => f[c.Name][0])], c.Name, 0)));

    private static IEnumerable<FigurePanel> Sites(IonRun run, DateTimeOffset start)
    {
        yield return State("Offset against the others of the set", "pH", s => s.Offset);
        yield return State("Lag behind them", "min", s => 60 * s.Lag);
        yield return State("Loss of slope", "%", s => 100 * s.SlopeLoss);

        FigurePanel State(string title, string unit, Func<IonSiteState, double> value) => new(title, "days", unit, plot =>
        {
            int colour = 0;
            foreach (IGrouping<string, IonSiteState> site in run.States.GroupBy(s => s.Electrode))
                StepPlots.Points(plot, [.. site.Select(s => (s.Time - start).TotalDays)], [.. site.Select(value)], site.Key, colour++);
            plot.ShowLegend(Edge.Right);
        });
    }
}
