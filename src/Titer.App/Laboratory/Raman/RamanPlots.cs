using ScottPlot;
using Titer.App.Plots;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Raman;

/// <summary>The plots of a Raman calibration or of its use.</summary>
internal static class RamanPlots
{
    private const int MostSpectra = 60;
    private const string Rejected = "; crosses: rejected";

    /// <summary>Predicted against reference with 95 % intervals; rejected ones are crosses.</summary>
    public static FigurePanel Agreement(
        IReadOnlyList<double> reference, IReadOnlyList<double> predicted, double half95, string target, string unit) =>
        Agreement("Predicted when left out, against reference, with 95 % intervals", reference, predicted, [.. reference.Select(_ => half95)],
            new HashSet<int>(), target, unit);

    public static FigurePanel Agreement(
        IReadOnlyList<double> reference, IReadOnlyList<double> predicted, double[] half95, IReadOnlySet<int> rejected, string target, string unit) =>
        Agreement($"Predicted against reference, with 95 % intervals{(rejected.Count > 0 ? Rejected : "")}",
            reference, predicted, half95, rejected, target, unit);

    private static FigurePanel Agreement(string title, IReadOnlyList<double> reference, IReadOnlyList<double> predicted, double[] half95,
        IReadOnlySet<int> rejected, string target, string unit) =>
        new(title, $"reference {target}, {unit}", $"predicted {target}, {unit}", plot =>
        {
            // Where prediction and reference agree, over the references only: a wild prediction stretches one axis, not both.
            int[] drawn = [.. Enumerable.Range(0, reference.Count).Where(i => double.IsFinite(reference[i]) && double.IsFinite(predicted[i]))];
            if (drawn.Length == 0) return;
            double low = drawn.Min(i => reference[i]), high = drawn.Max(i => reference[i]);
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(new[] { low, high }, new[] { low, high }, Palette.Color(Palette.Faint));
            line.LinePattern = LinePattern.Dashed;
            foreach (int i in drawn)
            {
                string colour = rejected.Contains(i) ? Palette.Bad : Palette.Estimate;
                plot.Add.ScatterLine(new[] { reference[i], reference[i] }, new[] { predicted[i] - half95[i], predicted[i] + half95[i] },
                    Palette.Color(colour, 0.35));
                plot.Add.Marker(reference[i], predicted[i], rejected.Contains(i) ? MarkerShape.Eks : MarkerShape.FilledCircle, 6,
                    Palette.Color(colour));
            }
        });

    /// <summary>Predicted values in the order of the file, where there are no references.</summary>
    public static FigurePanel Sequence(IReadOnlyList<double> predicted, double[] half95, IReadOnlySet<int> rejected, string target, string unit) =>
        new($"Predicted, with 95 % intervals{(rejected.Count > 0 ? Rejected : "")}", "spectrum in the file", $"{target}, {unit}", plot =>
        {
            for (int i = 0; i < predicted.Count; i++)
            {
                if (!double.IsFinite(predicted[i])) continue;
                string colour = rejected.Contains(i) ? Palette.Bad : Palette.Estimate;
                plot.Add.ScatterLine(new[] { i + 1.0, i + 1.0 }, new[] { predicted[i] - half95[i], predicted[i] + half95[i] },
                    Palette.Color(colour, 0.35));
                plot.Add.Marker(i + 1, predicted[i], rejected.Contains(i) ? MarkerShape.Eks : MarkerShape.FilledCircle, 6, Palette.Color(colour));
            }
        });

    /// <summary>Spectra as they were read, coloured from low to high by a value of each; at most sixty of them.</summary>
    public static FigurePanel Spectra(SpectralAxis axis, RowMatrix spectra, IReadOnlyList<double> value, string colours) =>
        new($"Spectra, light to dark by {colours}", "Raman shift, 1/cm", "intensity", plot =>
        {
            int step = (spectra.Rows + MostSpectra - 1) / MostSpectra;
            double low = value.Where(double.IsFinite).DefaultIfEmpty(0).Min(), high = value.Where(double.IsFinite).DefaultIfEmpty(1).Max();
            for (int i = 0; i < spectra.Rows; i += step)
            {
                double share = double.IsFinite(value[i]) && high > low ? (value[i] - low) / (high - low) : 0;
                ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(axis.Wavenumbers.ToArray(), spectra.Row(i).ToArray(),
                    Palette.Color(Palette.Estimate, 0.15 + 0.75 * share));
                line.LineWidth = 1;
            }
        });
}
