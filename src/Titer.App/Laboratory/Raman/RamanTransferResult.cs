using System.Globalization;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Transfer;

namespace Titer.App.Laboratory.Raman;

/// <summary>
/// <c>titer calibrate raman NEW.csv --transfer cal.json</c>: with <c>--standards OLD.csv</c> by piecewise direct standardisation of the
/// spectra, with <c>--target</c> by slope and bias of the values, with both by one after the other.
/// </summary>
internal static class RamanTransferResult
{
    public static SensingResult Make(string old, RamanSpectra fresh, string? standards, string? target, Unit? unit, string output)
    {
        SpectralCalibration before = RamanSensing.Load(old), after = before;
        if (standards is null && target is null)
            throw new InputException("--transfer", "A transfer needs --standards (the same samples on the old instrument) or --target "
                + "(their reference values).");
        if (standards is not null) after = ByStandards(before, fresh, RamanSpectra.Read(standards));
        double[]? reference = target is null ? null : RamanSensing.References(fresh, target, unit, Unit.Parse(before.Unit));
        if (reference is not null)
        {
            Finite(fresh);
            RamanFrames.Of(fresh, new SpectralAxis(after.InputAxis), out RowMatrix spectra);
            after = SpectralTransfer.BySlopeAndBias(after, spectra, reference);
        }
        OutputFile.WriteText(output, after.ToJson());
        return Result(before, after, fresh, output);
    }

    private static SpectralCalibration ByStandards(SpectralCalibration before, RamanSpectra fresh, RamanSpectra old)
    {
        Finite(fresh);
        Finite(old);
        if (fresh.Spectra.Rows != old.Spectra.Rows)
            throw new InputException(old.Table.File, $"It has {old.Spectra.Rows} standards and {fresh.Table.File} has {fresh.Spectra.Rows}; "
                + $"they must be the same samples in the same order.");
        RamanFrames.Of(old, new SpectralAxis(before.Axis), out RowMatrix spectra);
        return SpectralTransfer.ByStandards(before, spectra, fresh.Spectra, fresh.Axis);
    }

    private static void Finite(RamanSpectra file)
    {
        int bad = Array.FindIndex(file.Spectra.Values, v => !double.IsFinite(v));
        if (bad >= 0)
            throw new InputException(file.Table.Place(bad / file.Axis.Channels),
                $"The spectrum has no value at {file.Axis.Wavenumbers[bad % file.Axis.Channels].ToString(CultureInfo.InvariantCulture)} /cm.");
    }

    private static SensingResult Result(SpectralCalibration before, SpectralCalibration after, RamanSpectra fresh, string output)
    {
        SlopeBias? correction = after.Transfer!.Correction;
        SpectralMap? map = after.Transfer.Map;
        return new SensingResult(
            text =>
            {
                if (map is not null)
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Spectra: {map.Axis.Length} channels to "
                        + $"{after.Axis.Length}, window of {map.Window} "
                        + $"channels, {map.Components} components, {fresh.Spectra.Rows} standards."));
                if (correction is not null)
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Values: {correction.Bias:G4} + {correction.Slope:G4} times, from "
                        + $"{correction.Standards} standards; {correction.Residual:G3} {Unit.Parse(after.Unit).Symbol} are left."));
                text.WriteLine($"Calibration {after.Hash[..12]}, made from {before.Hash[..12]}, written to {output}.");
            },
            new Dictionary<string, object?>
            {
                ["target"] = after.Target, ["unit"] = after.Unit, ["standards"] = fresh.Spectra.Rows, ["window"] = map?.Window,
                    ["components"] = map?.Components,
                ["slope"] = correction?.Slope, ["intercept"] = correction?.Bias, ["residual"] = correction?.Residual,
                ["source"] = before.Hash, ["calibration"] = after.Hash, ["out"] = output,
            },
            [],
            () => new Figure($"Transfer of a calibration of {after.Target}",
                [RamanPlots.Spectra(fresh.Axis, fresh.Spectra, [.. Enumerable.Range(0, fresh.Spectra.Rows).Select(i => (double)i)],
                    "order in the file")]));
    }
}
