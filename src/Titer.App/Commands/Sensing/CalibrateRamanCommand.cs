using System.CommandLine;
using Titer.App.Consoles;
using Titer.App.Laboratory;
using Titer.App.Laboratory.Raman;
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
            var asked = new RamanTrainingRequest(parsed.GetValue(target), parsed.GetValue(group), parsed.GetValue(folds), parsed.GetValue(unit),
                parsed.GetValue(ceiling), parsed.GetValue(skip));
            RamanCalibrating.Check(asked);
            RamanSpectra spectra = RamanSpectra.Read(parsed.GetValue(file)!);
            if (parsed.GetValue(transfer) is { } old)
                return options.Finish(parsed, RamanTransferResult.Make(old, spectra, parsed.GetValue(standards), asked.Target,
                    RamanSensing.UnitOption(asked.Unit), parsed.GetValue(output)!));
            if (parsed.GetValue(standards) is not null) throw new InputException("--standards", "Standards of an old instrument need --transfer.");
            ProgressLines? lines = options.Progress(parsed);
            (SpectralCalibration calibration, SensingResult result) = RamanCalibrating.Of(spectra, asked, parsed.GetValue(output)!,
                lines is null ? null : (done, all) => lines.Report("Cross-validation", done, all));
            OutputFile.WriteText(parsed.GetValue(output)!, calibration.ToJson());
            return options.Finish(parsed, result);
        });
        return command;
    }
}
