using System.Globalization;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Laboratory.Raman;

/// <summary>An analyte from a file of spectra by a calibration.</summary>
internal static class RamanSensing
{
    /// <param name="reference">Column of reference values to compare with; null for none.</param>
    /// <param name="unit">UCUM unit of the references; null for that of the header or the calibration.</param>
    /// <exception cref="InputException">The file or the calibration cannot be used.</exception>
    public static SensingResult Of(string file, string calibration, string? reference, string? unit)
    {
        SpectralCalibration made = Load(calibration);
        RamanSpectra spectra = RamanSpectra.Read(file);
        Unit own = Unit.Parse(made.Unit);
        double[]? known = reference is { } column ? References(spectra, column, UnitOption(unit), own) : null;
        RamanReading reading = RamanReading.Of(made, spectra);
        return Result(made, own, spectra, reading.Measurements, known, reading.Note) with { Steps = () => RamanSteps.Of(made, spectra, reading) };
    }

    public static Unit? UnitOption(string? text)
    {
        if (text is null) return null;
        return RamanSpectra.TryUnit(text, out Unit unit) ? unit : throw new InputException("--unit", $"'{text}' is not a unit that is known here.");
    }

    public static SpectralCalibration Load(string file)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, not a calibration.");
        try
        {
            return SpectralCalibration.FromJson(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file."
                : $"The file cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Reference values in the unit of the calibration.</summary>
    public static double[] References(RamanSpectra spectra, string column, Unit? asked, Unit own)
    {
        (double[] values, Unit? written) = spectra.Reference(column);
        Unit unit = asked ?? written ?? own;
        if (!unit.TryConvert(1, own, out _))
            throw new InputException($"{spectra.Table.File}:1", $"Column {column} is in {unit.Code}, which cannot be compared with {own.Code}.");
        if (!values.Any(double.IsFinite)) throw new InputException(spectra.Table.File, $"Column {column} has no values.");
        return [.. values.Select(v => unit.TryConvert(v, own, out double converted) ? converted : double.NaN)];
    }

    private static SensingResult Result(
        SpectralCalibration calibration, Unit unit, RamanSpectra spectra, List<Measurement> measurements, double[]? known, string? note)
    {
        HashSet<int> rejected = [.. Enumerable.Range(0, measurements.Count).Where(i => !measurements[i].Quality.IsGood)];
        RamanComparison? comparison = known is null ? null : RamanComparison.Of(measurements, known);
        var figures = new Dictionary<string, object?>
        {
            ["target"] = calibration.Target, ["unit"] = calibration.Unit, ["spectra"] = measurements.Count, ["rejected"] = rejected.Count,
        };
        if (comparison is not null)
        {
            (figures["compared"], figures["rmse"], figures["bias"], figures["coverage95"]) =
                (comparison.Compared, comparison.Rmse, comparison.Bias, comparison.Coverage95);
            (figures["rmse_with_rejected"], figures["coverage95_with_rejected"]) = (comparison.RmseOfAll, comparison.Coverage95OfAll);
        }
        figures["rmse_of_calibration"] = calibration.Validation.Rmse;
        (figures["resampled"], figures["calibration"]) = (note is not null, calibration.Hash);
        double[] values = [.. measurements.Select(m => m.Value)], half = [.. measurements.Select(m =>
            SpectrumSensor.Normal95 * m.StandardUncertainty)];
        return new SensingResult(
            text =>
            {
                if (note is not null) text.WriteLine(note);
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calibration.Target}: {measurements.Count} spectra, "
                    + $"{rejected.Count} rejected."));
                foreach (IGrouping<string, int> reason in rejected.GroupBy(i => measurements[i].Quality.Reason).OrderByDescending(g => g.Count()))
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {reason.Count(),4} x {reason.Key}, first in line "
                        + $"{spectra.Table.Place(reason.First()).Split(':')[^1]}"));
                if (comparison is null)
                {
                    foreach (Measurement m in measurements.Take(20)) text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  {m.Value,10:G5} ± {m.StandardUncertainty:G2} {unit.Symbol}  {m.Quality}"));
                    if (measurements.Count > 20) text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  and {measurements.Count - 20} more; --out writes them all."));
                    return;
                }
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Against {comparison.Compared} references: RMSE "
                    + $"{comparison.Rmse:G4} {unit.Symbol}, bias {comparison.Bias:G3} {unit.Symbol}, "
                    + $"95 % intervals cover {comparison.Coverage95:P1}; with the rejected, RMSE {comparison.RmseOfAll:G4} {unit.Symbol}."));
                // On its own training data a calibration looks better than it is.
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The calibration's own error on samples left out was "
                    + $"{calibration.Validation.Rmse:G4} {unit.Symbol}; far below it, these spectra were among its training data."));
            },
            figures,
            measurements,
            () => new Figure($"{calibration.Target} from Raman spectra", [
                known is null ? RamanPlots.Sequence(values, half, rejected, calibration.Target, unit.Symbol)
                    : RamanPlots.Agreement(known, values, half, rejected, calibration.Target, unit.Symbol),
                RamanPlots.Spectra(spectra.Axis, spectra.Spectra, values, $"predicted {calibration.Target}"),
            ]));
    }
}
