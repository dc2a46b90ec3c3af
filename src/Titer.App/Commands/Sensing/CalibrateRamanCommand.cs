using System.CommandLine;
using System.Globalization;
using Titer.App.Consoles;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary>
/// <c>titer calibrate raman TRAIN.csv --target Glucose [--group COLUMN | --folds COLUMN] --out cal.json</c>: a calibration from spectra with
/// reference values, with what nested cross-validation says about it.
/// </summary>
internal static class CalibrateRamanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("TRAIN.csv") { Description = "Spectra, one per row; columns whose header is a number are "
            + "wavenumbers (1/cm)." };
        var target = new Option<string>("--target") { Description = "Column of reference values." };
        var group = new Option<string?>("--group") { Description = "Column of batches; cross-validation leaves out whole ones." };
        var folds = new Option<string?>("--folds") { Description = "Column of given parts for cross-validation." };
        var unit = new Option<string?>("--unit") { Description = "UCUM unit of the target; that in the header's brackets, or g/L, when not given." };
        var ceiling = new Option<double?>("--ceiling") { Description = "Highest value of the detector; channels at it are saturated." };
        var skip = new Option<bool>("--skip-bad") { Description = "Leave out rows without reference, with missing or with saturated channels." };
        var transfer = new Option<string?>("--transfer")
        {
            Description = "Bring this calibration to the instrument of the file: by slope and bias, or with --standards by its spectra.",
        };
        var standards = new Option<string?>("--standards") { Description = "The same samples in the same order on the old instrument (CSV)." };
        var output = new Option<string>("--out") { Description = "Write the calibration to this JSON file.", Required = true };
        var command = new Command("raman", "Make a calibration of one analyte from Raman spectra with reference values.")
        {
            file, target, group, folds, unit, ceiling, skip, transfer, standards, output,
        };
        var options = new SensingOptions(command, measurements: false);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(group) is not null && parsed.GetValue(folds) is not null)
                throw new InputException("--folds", "Either --group or --folds says how to leave samples out, not both.");
            RamanSpectra spectra = RamanSpectra.Read(parsed.GetValue(file)!);
            if (parsed.GetValue(transfer) is { } old)
                return options.Finish(parsed, RamanTransferResult.Make(old, spectra, parsed.GetValue(standards), parsed.GetValue(target),
                    UnitOption(parsed.GetValue(unit)), parsed.GetValue(output)!));
            if (parsed.GetValue(standards) is not null) throw new InputException("--standards", "Standards of an old instrument need --transfer.");
            if (parsed.GetValue(target) is null) throw new InputException("--target", "The column of reference values is needed.");
            (TrainingSet set, _, int skipped) = RamanTraining.Read(spectra, parsed.GetValue(target)!, new(parsed.GetValue(group),
                parsed.GetValue(folds)),
                UnitOption(parsed.GetValue(unit)), parsed.GetValue(ceiling), parsed.GetValue(skip));
            ProgressLines? lines = options.Progress(parsed);
            (SpectralCalibration calibration, double[] predicted) = SpectralCalibrationRun.Make(set, ceiling: parsed.GetValue(ceiling),
                progress: lines is null ? null : (done, all) => lines.Report("Cross-validation", done, all));
            OutputFile.WriteText(parsed.GetValue(output)!, calibration.ToJson());
            return options.Finish(parsed, Result(set, calibration, predicted, skipped, parsed.GetValue(output)!,
                chosen: parsed.GetValue(group) is null && parsed.GetValue(folds) is null));
        });
        return command;
    }

    internal static Unit? UnitOption(string? text)
    {
        if (text is null) return null;
        return RamanSpectra.TryUnit(text, out Unit unit) ? unit : throw new InputException("--unit", $"'{text}' is not a unit that is known here.");
    }

    private static SensingResult Result(
        TrainingSet set, SpectralCalibration calibration, double[] predicted, int skipped, string output, bool chosen)
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
                text.WriteLine($"Calibration {calibration.Hash[..12]} written to {output}.");
            },
            new Dictionary<string, object?>
            {
                ["target"] = set.Target, ["unit"] = set.Unit.Code, ["samples"] = set.Samples, ["skipped"] = skipped, ["folds"] = v.Folds,
                ["rmse"] = v.Rmse, ["bias"] = v.Bias, ["r2"] = v.R2, ["coverage95"] = v.Coverage95, ["rejected"] = v.Rejected,
                ["models"] = calibration.Models.Length, ["calibration"] = calibration.Hash, ["out"] = output,
            },
            [],
            () => new Figure($"Calibration of {set.Target}", [
                RamanPlots.Agreement(set.Reference, predicted, calibration.Uncertainty.Quantile95, set.Target, unit),
                RamanPlots.Spectra(set.Axis, set.Spectra, set.Reference, $"{set.Target}, {unit}"),
            ]));
    }

    private static string Setting(SpectralModel model) => model.Regressor == Regressor.PartialLeastSquares
        ? $"PLS, {model.Directions.Length} components"
        : $"GP on {model.Directions.Length} PLS components";
}
