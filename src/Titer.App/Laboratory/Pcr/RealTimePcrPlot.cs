using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Sensing.Pcr;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Pcr;

/// <summary>Amplification curves with their quantification cycles, and the standard curve.</summary>
internal static class RealTimePcrPlot
{
    public static Figure Of(IReadOnlyList<RealTimePcrResult> results, StandardCurve? curve)
    {
        var panels = ImmutableArray.CreateBuilder<FigurePanel>();
        panels.Add(new("Amplification, with the maximum of the second derivative", "cycle", "fluorescence", plot => Curves(plot, results, cycles: true)));
        if (curve is not null)
            panels.Add(new(
                $"Standards: efficiency {100 * curve.Efficiency:0.0} %, R² {curve.RSquared:0.0000}", "log10 of copies/µL", "Cq",
                plot => Standards(plot, results, curve)));
        return new("Real-time PCR", panels.ToImmutable(), panels.Count);
    }

    /// <summary>Curves as read, then with their quantification cycles, then the standards.</summary>
    public static ImmutableArray<ProcessingStep> Steps(IReadOnlyList<RealTimePcrResult> results, StandardCurve? curve) =>
    [
        ProcessingStep.Of("pcr-raw", new FigurePanel("Amplification as read", "cycle", "fluorescence", plot => Curves(plot, results, cycles: false))),
        .. Of(results, curve).Panels.Zip((string[])["pcr-cycles", "pcr-standards"], (panel, name) => ProcessingStep.Of(name, panel)),
    ];

    private static void Curves(Plot plot, IReadOnlyList<RealTimePcrResult> results, bool cycles)
    {
        foreach (RealTimePcrResult r in results)
        {
            string colour = r.Control ? Palette.Bad : double.IsNaN(r.Standard) ? Palette.Estimate : Palette.Point;
            double[] x = [.. r.Well.Channels[0].Values], y = [.. r.Well.Channels[1].Values];
            var line = plot.Add.ScatterLine(x, y, Palette.Color(colour, 0.8));
            line.LineWidth = 1.4f;
            if (!cycles || !r.Curve.Amplified) continue;
            // On the line between the cycles around it.
            int i = Math.Max(1, Array.FindIndex(x, v => v >= r.Curve.Cq));
            double share = (r.Curve.Cq - x[i - 1]) / (x[i] - x[i - 1]);
            plot.Add.Marker(r.Curve.Cq, y[i - 1] + share * (y[i] - y[i - 1]), MarkerShape.FilledCircle, 7, Palette.Color(Palette.Uncertain));
        }
    }

    private static void Standards(Plot plot, IReadOnlyList<RealTimePcrResult> results, StandardCurve curve)
    {
        double low = Math.Log10(curve.Lowest), high = Math.Log10(curve.Highest);
        var line = plot.Add.Line(low, curve.Intercept + curve.Slope * low, high, curve.Intercept + curve.Slope * high);
        line.LineColor = Palette.Color(Palette.Faint);
        foreach (RealTimePcrResult r in results.Where(r => r.Curve.Amplified && !r.Control))
        {
            bool standard = double.IsFinite(r.Standard);
            double x = standard ? Math.Log10(r.Standard) : (r.Curve.Cq - curve.Intercept) / curve.Slope;
            MarkerShape shape = standard ? MarkerShape.FilledCircle : MarkerShape.OpenDiamond;
            plot.Add.Marker(x, r.Curve.Cq, shape, 8, Palette.Color(standard ? Palette.Point : Palette.Estimate));
        }
    }
}
