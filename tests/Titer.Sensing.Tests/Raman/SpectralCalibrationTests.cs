using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;

namespace Titer.Sensing.Tests.Raman;

public class SpectralCalibrationTests
{
    private static SpectralCalibration Calibration => Mixtures.Made.Value.Calibration;

    [Fact]
    public void Its_intervals_cover_batches_that_it_has_never_seen_and_its_error_is_what_it_promises()
    {
        var coverage = new Coverage();
        double squares = 0;
        for (ulong seed = 10; seed < 16; seed++)
        {
            (RowMatrix spectra, double[] truth) = Mixtures.Draw(seed, 5, 10);
            List<Measurement> measured = Mixtures.Sense(Calibration, spectra);
            var laboratory = new Gaussian(seed);
            for (int i = 0; i < truth.Length; i++)
            {
                double reference = truth[i] + 0.3 * laboratory.Next(); // intervals are of the next reference value
                coverage.Add(measured[i].Value, measured[i].StandardUncertainty, reference);
                squares += Math.Pow(measured[i].Value - reference, 2) / 300;
            }
        }
        Assert.InRange(coverage.Fraction, 0.90, 0.995);
        Assert.InRange(Math.Sqrt(squares), 0.6 * Calibration.Validation.Rmse, 1.4 * Calibration.Validation.Rmse);
        Assert.InRange(Calibration.Validation.Coverage95, 0.90, 0.99);
        Assert.True(Calibration.Validation.Rmse < 0.7);
    }

    [Fact]
    public void Shuffled_references_give_an_error_as_large_as_their_spread()
    {
        // Were anything of the part left out known to search or fit, the error would be smaller than that of knowing nothing.
        (_, _, RowMatrix spectra, double[] truth) = Mixtures.Made.Value;
        var draw = new Gaussian(9);
        double[] shuffled = [.. truth.Select(t => (Key: draw.Uniform(), Value: t)).OrderBy(p => p.Key).Select(p => p.Value)];
        SpectralCalibration calibration = SpectralCalibrationRun.Make(Mixtures.Set(spectra, shuffled, 10)).Calibration;
        double mean = shuffled.Average(), spread = Math.Sqrt(shuffled.Average(v => (v - mean) * (v - mean)));
        Assert.True(calibration.Validation.Rmse > 0.95 * spread, $"{calibration.Validation.Rmse} of {spread}");
    }

    [Fact]
    public void The_same_data_make_the_same_calibration_bit_for_bit_and_it_reads_back_the_same()
    {
        (SpectralCalibration calibration, double[] predicted, RowMatrix spectra, double[] truth) = Mixtures.Made.Value;
        var laboratory = new Gaussian(5);
        (SpectralCalibration again, double[] same) = SpectralCalibrationRun.Make(
            Mixtures.Set(spectra, [.. truth.Select(t => t + 0.3 * laboratory.Next())], 10));
        Assert.Equal(calibration.Hash, again.Hash);
        Assert.Equal(predicted, same);
        SpectralCalibration read = SpectralCalibration.FromJson(calibration.ToJson());
        Assert.Equal(calibration.Hash, read.Hash);
        Assert.Equal(Mixtures.Sense(calibration, spectra), Mixtures.Sense(read, spectra));
    }

    [Fact]
    public void A_band_never_seen_and_a_value_far_outside_are_out_of_specification_and_good_spectra_are_not()
    {
        (RowMatrix spectra, _) = Mixtures.Draw(20, 4, 10);
        Assert.True(Mixtures.Sense(Calibration, spectra).Count(m => m.Quality != Quality.Good) <= 1);
        foreach ((int channel, double height) in new[] { (40, 150.0), (120, 150.0), (60, 400.0) })
        {
            double[] foreign = spectra.Row(3).ToArray();
            for (int j = 0; j < foreign.Length; j++) foreign[j] += height * Math.Exp(-0.5 * Math.Pow((j - channel) / 1.8, 2));
            Measurement bad = Mixtures.Sense(Calibration, new RowMatrix(foreign, 1, foreign.Length))[0], good = Mixtures.Sense(Calibration, spectra)[3];
            Assert.Equal(Ne107.OutOfSpecification, bad.Quality.Status);
            Assert.True(bad.StandardUncertainty > good.StandardUncertainty);
        }
    }

    [Fact]
    public void Spikes_leave_the_value_where_it_was()
    {
        (RowMatrix spectra, _) = Mixtures.Draw(21, 1, 2);
        double before = Mixtures.Sense(Calibration, spectra)[0].Value;
        int good = 0, total = 0;
        for (int at = 3; at < Mixtures.Axis.Channels; at += 11)
        {
            double[] struck = spectra.Row(0).ToArray();
            struck[at] += 500;
            Measurement m = Mixtures.Sense(Calibration, new RowMatrix(struck, 1, struck.Length))[0];
            Assert.Equal(before, m.Value, 2 * m.StandardUncertainty);
            Assert.False(m.Quality.IsBad);
            if (m.Quality.IsGood) good++;
            total++;
        }
        // Bands cover half of this coarse axis; three bridged channels on one are missed, and the spectrum is rightly said to be unusual.
        Assert.True(good > 0.4 * total, $"{good} of {total}");
    }

    [Fact]
    public void Saturated_missing_and_broken_spectra_fail_and_never_throw()
    {
        (RowMatrix spectra, _) = Mixtures.Draw(22, 1, 2);
        double ceiling = 0.6 * spectra.Row(0).ToArray().Max();
        double[] clipped = [.. spectra.Row(0).ToArray().Select(v => Math.Min(v, ceiling))];
        Assert.Equal(Ne107.Failure, Mixtures.Sense(Calibration, new RowMatrix(clipped, 1, clipped.Length))[0].Quality.Status);
        SpectralCalibration limited = Calibration with { Ceiling = ceiling };
        Assert.Equal(Ne107.Failure, Mixtures.Sense(limited, spectra)[0].Quality.Status);
        foreach (Frame frame in Bench.Broken(Mixtures.Frame(spectra.Row(0))))
            Assert.Equal(Ne107.Failure, Assert.Single(Bench.Sense(new SpectrumSensor(Calibration), frame)).Quality.Status);
        double[] flat = new double[Mixtures.Axis.Channels];
        Assert.NotEqual(Ne107.Good, Bench.Sense(new SpectrumSensor(Calibration), Mixtures.Frame(flat))[0].Quality.Status);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1, 2")]
    public void A_file_that_is_no_calibration_is_refused_with_its_place(string text) =>
        Assert.StartsWith("cal.json", Assert.Throws<InputException>(() => SpectralCalibration.FromJson(text, "cal.json")).Message);

    [Fact]
    public void A_calibration_whose_parts_do_not_fit_is_refused() =>
        Assert.Contains("do not fit", Assert.Throws<InputException>(
            () => SpectralCalibration.FromJson((Calibration with { Axis = Calibration.Axis.RemoveAt(0) }).ToJson())).Message);

    [Fact]
    public void Sensing_allocates_nothing_beyond_its_result()
    {
        (RowMatrix spectra, _) = Mixtures.Draw(23, 1, 2);
        var sensor = new SpectrumSensor(Calibration);
        Frame frame = Mixtures.Frame(spectra.Row(0));
        var measurements = new List<Measurement>(4000);
        for (int i = 0; i < 300; i++) sensor.Sense(frame, measurements);
        measurements.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) sensor.Sense(frame, measurements);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(measurements.Count * Allocation.Of(measurements[0]), bytes);
    }
}
