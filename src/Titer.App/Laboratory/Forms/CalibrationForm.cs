using System.Collections.Immutable;
using Titer.App.Laboratory.Raman;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Laboratory.Forms;

/// <summary>The forms for making calibrations and for comparing them.</summary>
internal static class CalibrationForm
{
    /// <summary>Files of calibrations to compare.</summary>
    public const string Calibrations = "CALIBRATIONS";

    /// <summary>Of <c>titer calibrate raman</c>.</summary>
    public static readonly ImmutableArray<FormField> Make =
    [
        FormField.File(ChipForm.Main), new("--target", FieldKind.Text, Needed: true), new("--group", FieldKind.Text), new("--folds", FieldKind.Text),
        new("--unit", FieldKind.Text), new("--ceiling", FieldKind.Number), new("--skip-bad", FieldKind.Switch),
    ];

    public static readonly ImmutableArray<FormField> Compare =
    [
        new(Calibrations, FieldKind.Files), FormField.File(ChipForm.Main, needed: false), new("--reference", FieldKind.Text), new("--unit", FieldKind.Text),
    ];

    /// <summary>A calibration that somebody has as a file.</summary>
    public static readonly ImmutableArray<FormField> Check = [FormField.File(ChipForm.Main)];

    /// <param name="progress">Told how many parts are done, and of how many; by any thread.</param>
    /// <returns>The calibration as JSON, and what is to be said of it.</returns>
    public static (string Json, SensingResult Result) Run(FormEntries entries, Action<int, int> progress)
    {
        var asked = new RamanTrainingRequest(entries.Text("--target"), entries.Text("--group"), entries.Text("--folds"), entries.Text("--unit"),
            entries.Number("--ceiling"), entries.Switch("--skip-bad"));
        RamanCalibrating.Check(asked);
        RamanSpectra spectra = RamanSpectra.Read(entries.RequiredFile(ChipForm.Main));
        (SpectralCalibration calibration, SensingResult result) = RamanCalibrating.Of(spectra, asked, null, progress);
        return (calibration.ToJson(), result);
    }
}
