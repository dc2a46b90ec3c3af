using System.Collections.Immutable;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.App.Laboratory.Raman;

/// <summary>What a calibration reads from the spectra of a file, one measurement for each.</summary>
/// <param name="Places">T2 and Q of each over their limits; NaN where the spectrum could not be placed.</param>
/// <param name="Note">What was done to the axis; null when nothing was.</param>
internal sealed record RamanReading(List<Measurement> Measurements, ImmutableArray<(double T2, double Q)> Places, string? Note)
{
    /// <exception cref="InputException">The axes do not fit, or no spectrum can be used.</exception>
    public static RamanReading Of(SpectralCalibration calibration, RamanSpectra spectra)
    {
        var sensor = new SpectrumSensor(calibration);
        var measurements = new List<Measurement>();
        var places = ImmutableArray.CreateBuilder<(double, double)>();
        ImmutableArray<Frame> frames = RamanFrames.Of(spectra, new SpectralAxis(calibration.InputAxis), out string? note);
        foreach (Frame frame in frames)
        {
            sensor.Sense(frame, measurements);
            places.Add(measurements[^1].Quality.IsBad ? (double.NaN, double.NaN) : sensor.Place);
        }
        if (measurements.All(m => m.Quality.IsBad))
            throw new InputException(spectra.Table.File, $"None of the {measurements.Count} spectra can be used: {measurements[0].Quality.Reason}.");
        return new RamanReading(measurements, places.ToImmutable(), note);
    }
}
