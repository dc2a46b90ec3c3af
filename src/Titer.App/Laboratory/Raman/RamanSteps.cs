using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Raman;

/// <summary>From counts to values: the steps of the model that has the most weight, then where the spectra lie in the calibration's space.</summary>
internal static class RamanSteps
{
    // More spectra than this are not told apart in a picture.
    private const int MostSpectra = 60;

    public static ImmutableArray<ProcessingStep> Of(SpectralCalibration calibration, RamanSpectra file, RamanReading reading)
    {
        int[] usable = [.. Enumerable.Range(0, reading.Measurements.Count).Where(i => !reading.Measurements[i].Quality.IsBad)];
        int every = (usable.Length + MostSpectra - 1) / MostSpectra;
        int[] rows = [.. usable.Where((_, i) => i % every == 0)];
        double[] values = [.. rows.Select(i => reading.Measurements[i].Value)];
        string colours = $"predicted {calibration.Target}";
        var steps = ImmutableArray.CreateBuilder<ProcessingStep>();
        void Add(string name, SpectralAxis axis, RowMatrix spectra) =>
            steps.Add(ProcessingStep.Of($"raman-{name}", RamanPlots.Spectra(axis, spectra, values, colours)));

        Add("raw", file.Axis, file.Spectra.Take(rows));
        var axis = new SpectralAxis(calibration.InputAxis);
        RamanFrames.Of(file, axis, out RowMatrix all);
        RowMatrix spectra = all.Take(rows);
        if (reading.Note is not null) Add("axis", axis, spectra);
        Despike despike = calibration.Transfer?.Map is null ? calibration.Despike : calibration.Despike with { Protected = [] };
        (spectra, axis) = Apply(despike, spectra, axis);
        Add("despike", axis, spectra);
        if (calibration.Transfer?.Map is { } map)
        {
            axis = new SpectralAxis(calibration.Axis);
            var old = new RowMatrix(spectra.Rows, axis.Channels);
            for (int i = 0; i < spectra.Rows; i++) map.Apply(spectra.Row(i), old.Row(i));
            spectra = old;
            Add("transfer", axis, spectra);
        }
        foreach (SpectralStep step in calibration.Models.MaxBy(m => m.Weight)!.Steps)
        {
            (spectra, axis) = Apply(step, spectra, axis);
            Add(NameOf(step), axis, spectra);
        }
        steps.Add(ProcessingStep.Of("raman-space", new FigurePanel(
            "Places of the spectra over the limits of the calibration", "T2 over its limit", "Q over its limit", plot => Space(plot, reading))));
        return steps.ToImmutable();
    }

    private static (RowMatrix Spectra, SpectralAxis Axis) Apply(SpectralStep step, RowMatrix spectra, SpectralAxis axis)
    {
        var one = new Pipeline([step], axis);
        return (one.Apply(spectra), one.Output);
    }

    private static string NameOf(SpectralStep step) => step switch
    {
        AxisCrop or AxisCut => "region",
        Despike => "despike",
        AsymmetricBaseline => "baseline",
        SavitzkyGolay { Derivative: 0 } => "smooth",
        SavitzkyGolay => "derivative",
        ScatterCorrection => "scatter",
        ChannelScaling => "scale",
        _ => "normalised",
    };

    private static void Space(Plot plot, RamanReading reading)
    {
        foreach (bool good in (ReadOnlySpan<bool>)[true, false])
        {
            (double T2, double Q)[] places =
                [.. reading.Places.Where((p, i) => double.IsFinite(p.T2) && double.IsFinite(p.Q) && reading.Measurements[i].Quality.IsGood == good)];
            if (places.Length == 0) continue;
            var markers = plot.Add.Markers(places.Select(p => p.T2).ToArray(), places.Select(p => p.Q).ToArray(),
                good ? MarkerShape.FilledCircle : MarkerShape.Eks, 7, Palette.Color(good ? Palette.Estimate : Palette.Bad));
            markers.LegendText = good ? "inside" : "outside";
        }
        plot.Add.VerticalLine(1, 1.5f, Palette.Color(Palette.Faint), LinePattern.Dashed);
        plot.Add.HorizontalLine(1, 1.5f, Palette.Color(Palette.Faint), LinePattern.Dashed);
        plot.ShowLegend(Alignment.UpperLeft);
    }
}
