using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Raman.Transfer;

/// <summary>How a calibration was brought to another instrument or scale.</summary>
/// <param name="Source">Hash of the calibration it was made from.</param>
/// <param name="Map">Of spectra, when standards were measured on both instruments.</param>
/// <param name="Correction">Of values, when standards with reference values were measured on the new one.</param>
public sealed record SpectralTransfer(string Source, SpectralMap? Map, SlopeBias? Correction)
{
    /// <summary>The calibration with slope and bias from spectra of standards with reference values.</summary>
    /// <param name="spectra">On the axis of the calibration's spectra.</param>
    public static SpectralCalibration BySlopeAndBias(SpectralCalibration calibration, RowMatrix spectra, IReadOnlyList<double> reference)
    {
        var sensor = new SpectrumSensor(calibration);
        var measurements = new List<Measurement>();
        for (int i = 0; i < spectra.Rows; i++)
            sensor.Sense(new Frame(SpectrumSensor.SourceName, DateTimeOffset.UnixEpoch.AddSeconds(i), i,
                [new Channel(SpectrumSensor.ChannelName, Unit.Count, [.. spectra.Row(i)])]), measurements);
        int[] usable = [.. Enumerable.Range(0, spectra.Rows).Where(i => double.IsFinite(measurements[i].Value) && double.IsFinite(reference[i]))];
        SlopeBias found = SlopeBias.Fit([.. usable.Select(i => measurements[i].Value)], [.. usable.Select(i => reference[i])]);
        // On top of a correction that is already there.
        SlopeBias? before = calibration.Transfer?.Correction;
        SlopeBias whole = before is null ? found : found with { Slope = found.Slope * before.Slope, Bias = found.Bias + found.Slope * before.Bias };
        // What is left on the standards may be more than the calibration promises, and is then the truth about this instrument.
        double promised = calibration.Uncertainty.Quantile95 * found.Slope, seen = SpectrumSensor.Normal95 * found.Residual;
        return calibration with
        {
            Transfer = new SpectralTransfer(calibration.Hash, calibration.Transfer?.Map, whole),
            Uncertainty = new SpectralUncertainty(Math.Max(promised, seen) / whole.Slope),
        };
    }

    /// <summary>The calibration for spectra of a new instrument, from standards measured on both.</summary>
    public static SpectralCalibration ByStandards(SpectralCalibration calibration, RowMatrix old, RowMatrix fresh, SpectralAxis freshAxis)
    {
        if (calibration.Transfer?.Map is not null)
            throw new InputException("--transfer", "This calibration was transferred already; start from the one it was made from.");
        SpectralMap map = DirectStandardisation.Fit(old, new SpectralAxis(calibration.Axis), fresh, freshAxis);
        return calibration with { Transfer = new SpectralTransfer(calibration.Hash, map, calibration.Transfer?.Correction) };
    }
}
