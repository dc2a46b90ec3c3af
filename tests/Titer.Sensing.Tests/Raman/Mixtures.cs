using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Tests.Raman;

/// <summary>Spectra of an analyte beside water, an interferent and a background that changes from batch to batch, with everything known.</summary>
internal static class Mixtures
{
    public static readonly SpectralAxis Axis = new([.. Enumerable.Range(0, 220).Select(i => 600 + 6.0 * i)]);

    /// <param name="shift">1/cm by which this instrument is off; gain by which it is brighter; tilt of its response.</param>
    public static (RowMatrix Spectra, double[] Truth) Draw(
        ulong seed, int batches, int each, double shift = 0, double gain = 1, double tilt = 0, double noise = 1.5, ulong batchSeed = 0)
    {
        Gaussian draw = new(seed), batch = new(batchSeed == 0 ? seed + 1000 : batchSeed), counts = new(seed + 77 + (ulong)(1e3 * gain));
        var spectra = new RowMatrix(batches * each, Axis.Channels);
        var truth = new double[batches * each];
        for (int b = 0; b < batches; b++)
        {
            double fluorescence = batch.Uniform(200, 600), slope = batch.Uniform(-0.5, 0.5);
            for (int i = 0; i < each; i++)
            {
                int row = b * each + i;
                double c = draw.Uniform(0, 20), other = draw.Uniform(0, 10), power = draw.Uniform(0.9, 1.1);
                truth[row] = c;
                for (int j = 0; j < Axis.Channels; j++)
                {
                    double v = Axis.Wavenumbers[j] + shift;
                    double clean = 400 * Band(v, 1640, 50) + c * (12 * Band(v, 1125, 14) + 8 * Band(v, 915, 12)) + other * (15 * Band(v, 1045, 14) + 9 * Band(v, 1450, 20))
                        + fluorescence * (1 + slope * (v - 1250) / 650);
                    spectra[row, j] = gain * (1 + tilt * (v - 1250) / 650) * power * clean + noise * counts.Next();
                }
            }
        }
        return (spectra, truth);
    }

    private static double Band(double v, double centre, double width) => Math.Exp(-0.5 * (v - centre) * (v - centre) / (width * width));

    public static TrainingSet Set(RowMatrix spectra, double[] reference, int each)
    {
        int[] batch = [.. Enumerable.Range(0, reference.Length).Select(i => i / each)];
        return new TrainingSet(spectra, Axis, "Glucose", Unit.GramPerLitre, reference, batch, batch);
    }

    public static List<Measurement> Sense(SpectralCalibration calibration, RowMatrix spectra)
    {
        var sensor = new SpectrumSensor(calibration);
        var all = new List<Measurement>();
        for (int i = 0; i < spectra.Rows; i++) sensor.Sense(Frame(spectra.Row(i)), all);
        return all;
    }

    public static Frame Frame(ReadOnlySpan<double> spectrum) => new(SpectrumSensor.SourceName, Bench.Start, 0,
        [new Channel(SpectrumSensor.ChannelName, Unit.Count, [.. spectrum])]);

    public static double Rmse(IReadOnlyList<Measurement> measured, double[] truth) => Math.Sqrt(truth.Select((t, i) => Math.Pow(measured[i].Value - t, 2)).Average());

    public static readonly Lazy<(SpectralCalibration Calibration, double[] Predicted, RowMatrix Spectra, double[] Truth)> Made = new(() =>
    {
        (RowMatrix spectra, double[] truth) = Draw(1, 8, 10);
        var laboratory = new Gaussian(5);
        double[] reference = [.. truth.Select(t => t + 0.3 * laboratory.Next())];
        (SpectralCalibration calibration, double[] predicted) = SpectralCalibrationRun.Make(Set(spectra, reference, 10));
        return (calibration, predicted, spectra, truth);
    });
}
