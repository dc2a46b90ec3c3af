using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Raman;

/// <summary>Calibrations of one analyte beside each other: what cross-validation said of each, and what they read from the same spectra.</summary>
internal sealed record CalibrationComparison(ImmutableArray<CalibrationColumn> Columns, Func<ImmutableArray<ProcessingStep>> Steps)
{
    public const int Least = 2, Most = 6;

    /// <param name="spectra">A file that all read; null for none.</param>
    /// <param name="reference">Column of it with reference values; null for none.</param>
    /// <param name="unit">UCUM, of that column; null for that of the header or the calibration.</param>
    /// <exception cref="InputException">They are too few or too many, of different units, or the file does not fit.</exception>
    public static CalibrationComparison Of(
        IReadOnlyList<(string Name, SpectralCalibration Calibration)> calibrations, RamanSpectra? spectra, string? reference, string? unit)
    {
        if (calibrations.Count is < Least or > Most)
            throw new InputException($"Between {Least} and {Most} calibrations are compared, and these are {calibrations.Count}.");
        SpectralCalibration first = calibrations[0].Calibration;
        foreach ((string name, SpectralCalibration other) in calibrations)
            if (other.Unit != first.Unit)
                throw new InputException(name, $"the calibration is in {other.Unit} and that of {calibrations[0].Name} in {first.Unit}; they are not compared.");
        if (spectra is null) return new CalibrationComparison([.. calibrations.Select(c => Unread(c.Name, c.Calibration))], () => []);
        double[]? known = reference is null ? null
            : RamanSensing.References(spectra, reference, RamanSensing.UnitOption(unit), Unit.Parse(first.Unit));
        var columns = ImmutableArray.CreateBuilder<CalibrationColumn>();
        foreach ((string name, SpectralCalibration calibration) in calibrations)
        {
            List<Measurement> read = RamanReading.Of(calibration, spectra).Measurements;
            double[] predicted = [.. read.Select(m => m.Value)];
            double[] differences = columns.Count == 0 ? [] : [.. predicted.Zip(columns[0].Predicted, (own, one) => own - one).Where(double.IsFinite)];
            columns.Add(new CalibrationColumn(
                name, calibration, predicted, read.Count(m => !m.Quality.IsGood), known is null ? null : RamanComparison.Of(read, known),
                differences.Length == 0 ? double.NaN : differences.Average(), differences.Length == 0 ? double.NaN : differences.Max(Math.Abs)));
        }
        ImmutableArray<CalibrationColumn> all = columns.ToImmutable();
        return new CalibrationComparison(all, () => Draw(all, known));
    }

    /// <summary>One by itself.</summary>
    public static CalibrationComparison Alone(string name, SpectralCalibration calibration) => new([Unread(name, calibration)], () => []);

    private static CalibrationColumn Unread(string name, SpectralCalibration calibration) => new(name, calibration, [], 0, null, double.NaN, double.NaN);

    private static ImmutableArray<ProcessingStep> Draw(ImmutableArray<CalibrationColumn> all, double[]? known)
    {
        string unit = all[0].Unit.Symbol;
        double[] order = [.. Enumerable.Range(1, all[0].Predicted.Length).Select(i => (double)i)];
        return
        [
            ProcessingStep.Of("comparison-values", new FigurePanel(
                known is null ? "Predicted" : "Predicted, against reference", known is null ? "spectrum in the file" : $"reference, {unit}", unit, plot =>
                {
                    for (int i = 0; i < all.Length; i++) StepPlots.Points(plot, known ?? order, all[i].Predicted, all[i].Name, i);
                    plot.ShowLegend(Edge.Right);
                })),
            ProcessingStep.Of("comparison-differences", new FigurePanel($"Difference from {all[0].Name}", "spectrum in the file", unit, plot =>
            {
                for (int i = 1; i < all.Length; i++)
                    StepPlots.Points(plot, order, [.. all[i].Predicted.Zip(all[0].Predicted, (own, one) => own - one)], all[i].Name, i);
                plot.Add.HorizontalLine(0, 1, Palette.Color(Palette.Faint));
                plot.ShowLegend(Edge.Right);
            })),
        ];
    }
}
