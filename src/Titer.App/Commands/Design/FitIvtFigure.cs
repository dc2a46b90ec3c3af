using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Design.Calibration;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Commands.Design;

/// <summary>Predicted against measured, a panel per response; what the fit did not see in another colour.</summary>
internal static class FitIvtFigure
{
    public static Figure Of(FitIvtRun run)
    {
        var fitted = Pairs(run.Fitted, run.Result.Predicted);
        var heldOut = Pairs(run.HeldOut, run.HeldOutPredictions);
        return new Figure(run.HeldOut.IsEmpty ? "Transcription model, fitted" : "Transcription model, fitted (blue) and left out (orange)",
            [.. fitted.Concat(heldOut).GroupBy(p => (p.Group, p.State)).Select(g => Panel(run, g.Key.Group, g.Key.State, fitted, heldOut))], 2);
    }

    private static FigurePanel Panel(FitIvtRun run, string group, int state, List<Pair> fitted, List<Pair> heldOut)
    {
        string name = FitIvtReport.Name(run, group, state);
        return new($"{group}: {name}", $"measured {name}", $"predicted {name}", plot =>
        {
            Pair[] seen = [.. fitted.Where(p => p.Group == group && p.State == state)],
                unseen = [.. heldOut.Where(p => p.Group == group && p.State == state)];
            double low = seen.Concat(unseen).Min(p => p.Measured), high = seen.Concat(unseen).Max(p => p.Measured);
            plot.Add.ScatterLine(new[] { low, high }, new[] { low, high }, Palette.Color(Palette.Faint)).LinePattern = LinePattern.Dashed;
            foreach ((Pair[] pairs, string colour) in (ReadOnlySpan<(Pair[], string)>)[(seen, Palette.Estimate), (unseen, Palette.Uncertain)])
                foreach (Pair p in pairs)
                    if (double.IsFinite(p.Predicted)) plot.Add.Marker(p.Measured, p.Predicted, MarkerShape.FilledCircle, 6,
                        Palette.Color(colour, 0.7));
        });
    }

    private static List<Pair> Pairs(ImmutableArray<Experiment> experiments, IReadOnlyList<double> predicted) =>
        [.. experiments.SelectMany(e => e.Observations.Select(o => (e.Group, o))).Zip(predicted, (e, p) =>
            new Pair(e.Group, e.o.State, e.o.Value, p))];

    private sealed record Pair(string Group, int State, double Measured, double Predicted);
}
