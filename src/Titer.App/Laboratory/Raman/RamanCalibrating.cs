using System.Globalization;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Laboratory.Raman;

/// <summary>A calibration of one analyte from spectra with reference values, with what nested cross-validation says about it.</summary>
internal static class RamanCalibrating
{
    /// <param name="output">The file that it will be written to, for the sentences; null for none.</param>
    /// <param name="progress">Told how many parts are done, and of how many; by any thread.</param>
    /// <exception cref="InputException">The spectra or an option cannot be used.</exception>
    public static (SpectralCalibration Calibration, SensingResult Result) Of(
        RamanSpectra spectra, RamanTrainingRequest asked, string? output, Action<int, int>? progress)
    {
        Check(asked);
        if (asked.Target is null) throw new InputException("--target", "The column of reference values is needed.");
        (TrainingSet set, _, int skipped) = RamanTraining.Read(spectra, asked.Target, new(asked.Group, asked.Folds),
            RamanSensing.UnitOption(asked.Unit), asked.Ceiling, asked.SkipBad);
        (SpectralCalibration calibration, double[] predicted) = SpectralCalibrationRun.Make(set, ceiling: asked.Ceiling, progress: progress);
        return (calibration, Result(set, calibration, predicted, skipped, output, chosen: asked.Group is null && asked.Folds is null));
    }

    /// <exception cref="InputException">It says twice how samples are left out.</exception>
    public static void Check(RamanTrainingRequest asked)
    {
        if (asked.Group is not null && asked.Folds is not null)
            throw new InputException("--folds", "Either --group or --folds says how to leave samples out, not both.");
    }

    private static SensingResult Result(
        TrainingSet set, SpectralCalibration calibration, double[] predicted, int skipped, string? output, bool chosen)
    {
        SpectralValidation v = calibration.Validation;
        string unit = set.Unit.Symbol;
        return new SensingResult(
            text =>
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Target}: {set.Samples} spectra of {set.Axis.Channels} "
                    + $"channels, {v.Folds} parts left out in turn."));
                if (skipped > 0) text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{skipped} rows were left out: no reference, missing or saturated channels."));
                if (chosen) text.WriteLine("Neither --group nor --folds was given: rows that say the same in all other columns were kept "
                    + "together, others count as independent.");
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Cross-validated: RMSE {v.Rmse:G4} {unit}, bias {v.Bias:G3} "
                    + $"{unit}, R2 {v.R2:F3}, "
                    + $"95 % intervals cover {v.Coverage95:P1}, {v.Rejected} spectra outside the domain when left out."));
                foreach (SpectralModel m in calibration.Models)
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {m.Weight,6:P1}  {Setting(m),-24}  RMSE inside "
                        + $"{m.InnerRmse:G4}  {m.Name}"));
                text.WriteLine(output is null ? $"Calibration {calibration.Hash[..12]}." : $"Calibration {calibration.Hash[..12]} written to {output}.");
            },
            new Dictionary<string, object?>
            {
                ["target"] = set.Target, ["unit"] = set.Unit.Code, ["samples"] = set.Samples, ["skipped"] = skipped, ["folds"] = v.Folds,
                ["rmse"] = v.Rmse, ["bias"] = v.Bias, ["r2"] = v.R2, ["coverage95"] = v.Coverage95, ["rejected"] = v.Rejected,
                ["models"] = calibration.Models.Length, ["calibration"] = calibration.Hash, ["out"] = output,
            },
            [], () => new Figure($"Calibration of {set.Target}", [Agreement(), Spectra()]))
        {
            Steps = () => [ProcessingStep.Of("calibration-spectra", Spectra()), ProcessingStep.Of("calibration-agreement", Agreement())],
        };

        FigurePanel Agreement() => RamanPlots.Agreement(set.Reference, predicted, calibration.Uncertainty.Quantile95, set.Target, unit);
        FigurePanel Spectra() => RamanPlots.Spectra(set.Axis, set.Spectra, set.Reference, $"{set.Target}, {unit}");
    }

    private static string Setting(SpectralModel model) => model.Regressor == Regressor.PartialLeastSquares
        ? $"PLS, {model.Directions.Length} components"
        : $"GP on {model.Directions.Length} PLS components";
}
