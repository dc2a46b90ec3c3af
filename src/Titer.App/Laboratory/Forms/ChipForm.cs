using System.Collections.Immutable;
using System.Globalization;
using Titer.App.Laboratory.Binding;
using Titer.App.Laboratory.Electrophoresis;
using Titer.App.Laboratory.Hologram;
using Titer.App.Laboratory.Impedance;
using Titer.App.Laboratory.Ion;
using Titer.App.Laboratory.Pcr;
using Titer.App.Laboratory.Raman;
using Titer.App.Laboratory.Turbidity;
using Titer.Sensing.Electrophoresis;

namespace Titer.App.Laboratory.Forms;

/// <summary>The software of a chip that <c>titer sense</c> knows, as a form: its files and options, and what is done with them.</summary>
internal sealed record ChipForm(string Chip, ImmutableArray<FormField> Fields, Func<FormEntries, SensingResult> Sense)
{
    /// <summary>The file that a command names without an option.</summary>
    public const string Main = "FILE";

    public static readonly ImmutableArray<ChipForm> All =
    [
        new("raman", [FormField.File(Main), FormField.File("--calibration"), Text("--reference"), Text("--unit")], e => RamanSensing.Of(
            e.RequiredFile(Main), e.RequiredFile("--calibration"), e.Text("--reference"), e.Text("--unit"))),
        new("ion", [FormField.File(Main), FormField.File("--config"), Text("--reference")], e => IonSensing.Of(
            e.RequiredFile(Main), e.RequiredFile("--config"), (e.Text("--reference") ?? "").Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))),
        new("hologram",
        [
            FormField.Files(Main), Text("--wavelength", needed: true), Text("--pixel", needed: true), Number("--medium-index", 1, ""),
            Text("--range", HologramSensing.UsualRange), new("--transparent", FieldKind.Switch),
        ], e => HologramSensing.Of(
            e.Files(Main), e.Required("--wavelength"), e.Required("--pixel"), e.Number("--medium-index") ?? 1, e.Text("--range") ?? HologramSensing.UsualRange,
            e.Switch("--transparent"))),
        new("binding", [FormField.File(Main), FormField.File("--config")], e => BindingSensing.Of(e.RequiredFile(Main), e.RequiredFile("--config"))),
        new("pcr",
        [
            FormField.Files(Main), Text("--droplet-volume"), Text("--volume-uncertainty"), Text("--ntc"), FormField.File("--standards", needed: false),
        ], e => PcrSensing.Of(
            e.Files(Main), e.Text("--droplet-volume"), e.Text("--volume-uncertainty"), e.Text("--ntc"), e.File("--standards"))),
        new("impedance",
        [
            FormField.Files(Main), Text("--circuit"), FormField.File("--cells", needed: false),
            Choice("--weighting", Spectrum.Weighting, "range", "modulus", "unit", "proportional"), Text("--bounds"), Text("--start"),
            Number("--area", Spectrum.Area, "cm²"), Text("--frequencies"), Choice("--imaginary", "", "", "plain", "negated"),
            new("--monitor", FieldKind.Switch),
        ], e => ImpedanceSensing.Of(e.Files(Main), new ImpedanceQuestion
        {
            Circuit = e.Text("--circuit"), Cells = e.File("--cells"), Weighting = e.Text("--weighting") ?? Spectrum.Weighting, Bounds = e.Text("--bounds") ?? "",
            Start = e.Text("--start") ?? "", Area = e.Number("--area") ?? Spectrum.Area, Frequencies = e.Text("--frequencies"),
            Imaginary = e.Text("--imaginary"), Monitor = e.Switch("--monitor"),
        })),
        new("turbidity", [FormField.File(Main), FormField.File("--config")],
            e => TurbiditySensing.Of(e.RequiredFile(Main), e.RequiredFile("--config"))),
        new("electrophoresis",
        [
            FormField.File(Main), Number("--length", Lane.Transcript, "nt"), Text("--ladder", string.Join(',', Lane.Ladder)), Number("--marker", Lane.Marker, "nt"),
            Number("--ladder-concentration", Lane.LadderConcentration, "ng/µL"), Number("--dilution", 1, ""), Number("--ceiling", Lane.Ceiling, ""),
        ], e => ElectrophoresisSensing.Of(
            e.RequiredFile(Main), e.Whole("--length") ?? Lane.Transcript, e.Text("--ladder") ?? string.Join(',', Lane.Ladder), e.Whole("--marker") ?? Lane.Marker,
            e.Number("--ladder-concentration") ?? Lane.LadderConcentration, e.Number("--dilution") ?? 1, e.Number("--ceiling") ?? Lane.Ceiling)),
    ];

    private static ElectrophoresisCalibration Lane => ElectrophoresisCalibration.Nominal;

    private static ImpedanceQuestion Spectrum => new();

    private static FormField Text(string name, string usual = "", bool needed = false) => new(name, FieldKind.Text, usual, Needed: needed);

    private static FormField Number(string name, double usual, string unit) =>
        new(name, FieldKind.Number, usual.ToString("R", CultureInfo.InvariantCulture), unit);

    private static FormField Choice(string name, string usual, params ImmutableArray<string> choices) => new(name, FieldKind.Choice, usual) { Choices = choices };
}
