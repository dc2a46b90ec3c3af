using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.PlateReader;

namespace Titer.Sensing.Tests.PlateReader;

public sealed class PlateReaderSensorTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Rows are read-outs a minute apart, columns positions 0, 1, ...</summary>
    private static Measurement[][] Sense(PlateReaderSpecification specification, double[][] readings)
    {
        var sensor = new PlateReaderSensor("plate-reader/o2", specification);
        var all = new List<Measurement>();
        for (int k = 0; k < readings.Length; k++)
        {
            sensor.Sense(new("plate-reader/o2", Start.AddMinutes(k), k,
                [new("reading", specification.Unit, [.. readings[k]]), new("position", Unit.One, [.. Enumerable.Range(0, readings[k].Length).Select(i => (double)i)])]), all);
        }
        sensor.Flush(all);
        return [.. all.Chunk(readings[0].Length)];
    }

    private static double[][] Cultures(int readOuts, int positions, double noise, Func<int, double> oxygen, ulong seed = 1)
    {
        var g = new Gaussian(seed);
        return [.. Enumerable.Range(0, readOuts).Select(k => Enumerable.Range(0, positions).Select(_ => oxygen(k) + noise * g.Next()).ToArray())];
    }

    [Fact]
    public void Each_measurement_has_the_time_and_number_of_its_own_read_out()
    {
        Measurement[][] m = Sense(PlateReaderSpecification.Oxygen, Cultures(20, 3, 0.2, _ => 90));
        Assert.Equal(20, m.Length);
        for (int k = 0; k < 20; k++)
            Assert.All(m[k], x => Assert.Equal((Start.AddMinutes(k), (long)k), (x.Time, x.Sequence)));
        Assert.Equal(["culture-00/DO", "culture-01/DO", "culture-02/DO"], m[0].Select(x => x.Tag.Name));
    }

    [Fact]
    public void Zeros_before_the_first_reading_are_start_up_and_zeros_after_it_are_failures()
    {
        double[][] r = Cultures(40, 6, 0.2, _ => 90);
        (r[0][2], r[1][2], r[2][2], r[20][2]) = (0, 0, 10.4, 0);
        Measurement[][] m = Sense(PlateReaderSpecification.Oxygen, r);
        Assert.All([0, 1, 2], k => Assert.Equal(Ne107.FunctionCheck, m[k][2].Quality.Status));
        Assert.True(m[3][2].Quality.IsGood);
        Assert.Equal(Ne107.Failure, m[20][2].Quality.Status);
        Assert.True(m[19][2].Quality.IsGood && m[21][2].Quality.IsGood);
    }

    [Fact]
    public void A_chip_that_never_wakes_up_fails_after_the_longest_start_up()
    {
        double[][] r = Cultures(40, 6, 0.2, _ => 90);
        foreach (double[] readOut in r) readOut[1] = 0;
        Measurement[][] m = Sense(PlateReaderSpecification.Oxygen, r);
        Assert.Equal(Ne107.FunctionCheck, m[14][1].Quality.Status);
        Assert.All(m[16..], x => Assert.Equal(Ne107.Failure, x[1].Quality.Status));
    }

    [Fact]
    public void An_isolated_spike_is_an_outlier_in_either_direction()
    {
        double[][] r = Cultures(60, 8, 0.3, k => 90 - 0.2 * k);
        r[30][3] += 12;
        r[40][5] -= 12;
        Measurement[][] m = Sense(PlateReaderSpecification.Oxygen, r);
        Assert.Contains("outlier", m[30][3].Quality.Reason, StringComparison.Ordinal);
        Assert.Contains("outlier", m[40][5].Quality.Reason, StringComparison.Ordinal);
        Assert.Equal(2, m.SelectMany(x => x).Count(x => x.Quality.IsBad));
    }

    [Fact]
    public void What_all_cultures_do_in_the_same_minute_is_no_outlier()
    {
        double[][] r = Cultures(60, 8, 0.3, k => k == 30 ? 50 : 90);
        Assert.DoesNotContain(Sense(PlateReaderSpecification.Oxygen, r).SelectMany(x => x), x => x.Quality.IsBad);
    }

    [Fact]
    public void The_sudden_rise_of_one_culture_is_no_outlier()
    {
        double[][] r = Cultures(60, 8, 0.3, _ => 60);
        for (int k = 30; k < 60; k++) r[k][4] = 92 + 0.01 * k;
        Assert.DoesNotContain(Sense(PlateReaderSpecification.Oxygen, r).SelectMany(x => x), x => x.Quality.IsBad);
    }

    [Fact]
    public void A_frozen_chip_is_found_while_the_others_move_and_rounded_readings_of_all_are_not()
    {
        double[][] r = Cultures(80, 8, 0.3, _ => 90);
        for (int k = 20; k < 80; k++) r[k][2] = 88.88;
        Measurement[][] m = Sense(PlateReaderSpecification.Oxygen, r);
        Assert.All(m[55..79], x => Assert.Contains("frozen", x[2].Quality.Reason, StringComparison.Ordinal));
        Assert.All(m, x => Assert.True(x[3].Quality.IsGood));

        double[][] rounded = Cultures(80, 8, 0, _ => 90);
        Assert.DoesNotContain(Sense(PlateReaderSpecification.Oxygen, rounded).SelectMany(x => x), x => x.Quality.IsBad);
    }

    [Theory]
    [InlineData(double.NaN, "no reading")]
    [InlineData(-3, "impossible")]
    [InlineData(170, "impossible")]
    public void A_missing_or_impossible_reading_is_a_failure(double reading, string reason)
    {
        double[][] r = Cultures(30, 6, 0.2, _ => 90);
        r[15][0] = reading;
        Measurement m = Sense(PlateReaderSpecification.Oxygen, r)[15][0];
        Assert.Equal(Ne107.Failure, m.Quality.Status);
        Assert.Contains(reason, m.Quality.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.5)]
    public void The_uncertainty_is_that_of_calibration_and_of_the_noise_seen(double noise)
    {
        Measurement m = Sense(PlateReaderSpecification.Oxygen, Cultures(600, 4, noise, k => 90 - 0.02 * k))[^2][0];
        double calibration = PlateReaderSpecification.Oxygen.CalibrationUncertainty(m.Value);
        double seen = Math.Sqrt(m.StandardUncertainty * m.StandardUncertainty - calibration * calibration);
        Assert.InRange(seen, 0.8 * noise, 1.25 * noise);
        Assert.InRange(PlateReaderSpecification.PH.CalibrationUncertainty(7.0), 0.0999, 0.1001); // Kusterer et al. 2008
        Assert.InRange(PlateReaderSpecification.PH.CalibrationUncertainty(8.5), 0.1999, 0.2001);
    }

    [Fact]
    public void Whatever_is_read_each_reading_gives_one_measurement_that_is_bad_or_finite() =>
        Gen.Double[-50, 200].Select(Gen.Int[0, 9], (v, kind) => kind switch { 0 => 0, 1 => double.NaN, 2 => double.PositiveInfinity, 3 => 1e300, _ => v })
            .Array[5].Array[1, 40].Sample(readings =>
            {
                Measurement[][] m = Sense(PlateReaderSpecification.Oxygen, readings);
                Assert.Equal(readings.Length, m.Length);
                Assert.All(m.SelectMany(x => x), x =>
                {
                    Assert.True(x.Quality.IsBad || double.IsFinite(x.Value));
                    Assert.True(double.IsFinite(x.StandardUncertainty) && x.StandardUncertainty > 0);
                });
            }, iter: 200);

    [Fact]
    public void A_frame_without_readings_gives_a_bad_measurement_and_no_exception()
    {
        var all = new List<Measurement>();
        new PlateReaderSensor("plate-reader/o2", PlateReaderSpecification.Oxygen).Sense(new("plate-reader/o2", Start, 0, []), all);
        Assert.Equal(Ne107.Failure, Assert.Single(all).Quality.Status);
    }

    [Fact]
    public void The_calibration_hash_names_the_specification() =>
        Assert.Equal(64, Assert.Single(PlateReaderSensor.Both.Select(s => s.CalibrationHash).Distinct().Skip(1)).Length);
}
