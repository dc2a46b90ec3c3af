using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman;

namespace Titer.Sensing.Tests.Raman;

public class RamanTests
{
    internal static readonly RamanCalibration Calibration = RamanCalibrationRun.Make(7);

    private static Bench Table(ulong seed) => new(new SimulatedRaman(Gaussian.Stream(seed, "chip/raman")), new RamanSensor(Calibration));

    private static double[] Truth(in Broth b) => [b.Glucose, b.Lactate, b.Glutamine, b.Ammonia];

    /// <summary>A fed batch as it goes: cells grow and die, lactate rises and is eaten, ammonia and antigen pile up.</summary>
    private static Broth Trajectory(double hours, ulong seed)
    {
        double growth = 15 / (1 + 36 * Math.Exp(-hours / 30)), late = Math.Max(0, hours - 220) / 116;
        return Bench.Typical with
        {
            ViableCells = growth * (1 - 0.4 * late), DeadCells = 0.05 + growth * 0.25 * late,
            Glucose = 20 + 3 * Math.Sin(hours / 7 + (double)seed), Glutamine = 5.5 * Math.Exp(-hours / 70) + 0.3,
            Lactate = 36 * Math.Sin(Math.PI * Math.Min(1, hours / 380)), Ammonia = 7.5 * (1 - Math.Exp(-hours / 120)), Antigen = 2.8 * hours / 336,
        };
    }

    [Fact]
    public void The_95_percent_interval_covers_other_probes_over_the_whole_domain()
    {
        var coverage = Many.Coverages(4);
        for (ulong seed = 100; seed < 150; seed++)
        {
            Bench table = Table(seed);
            var draw = new Gaussian(seed);
            for (int k = 0; k < 40; k++)
            {
                Broth broth = Bench.Typical with
                {
                    ViableCells = draw.Uniform(0.4, 15), DeadCells = draw.Uniform(0, 2), Antigen = draw.Uniform(0, 3),
                    Glucose = draw.Uniform(5, 35), Lactate = draw.Uniform(0, 40), Glutamine = draw.Uniform(0, 6), Ammonia = draw.Uniform(0, 8),
                };
                List<Measurement> all = table.Sense(8 * k, broth);
                for (int a = 0; a < 4; a++) coverage[a].Add(all[a].Value, all[a].StandardUncertainty, Truth(broth)[a]);
            }
        }
        for (int a = 0; a < 4; a++)
            Assert.True(coverage[a].Fraction is > 0.90 and <= 0.985, $"{RamanSensor.AnalyteNames[a]}: {coverage[a].Fraction}, ratio {coverage[a].Ratio}");
    }

    [Fact]
    public void The_95_percent_interval_covers_batches_and_raises_no_alarm_in_fourteen_days()
    {
        var coverage = Many.Coverages(4);
        for (ulong seed = 200; seed < 225; seed++)
        {
            Bench table = Table(seed);
            for (double hours = 0; hours < 336; hours += 1)
            {
                Broth broth = Trajectory(hours, seed);
                List<Measurement> all = table.Sense(hours, broth);
                Assert.True(all.All(m => m.Quality == Quality.Good), $"seed {seed}, {hours} h: {all[0].Quality}");
                for (int a = 0; a < 4; a++) coverage[a].Add(all[a].Value, all[a].StandardUncertainty, Truth(broth)[a]);
            }
        }
        for (int a = 0; a < 4; a++)
            Assert.True(coverage[a].Fraction is > 0.90 and <= 0.985, $"{RamanSensor.AnalyteNames[a]}: {coverage[a].Fraction}, ratio {coverage[a].Ratio}");
    }

    [Fact]
    public void The_systematic_error_of_a_probe_is_smaller_than_the_stated_uncertainty()
    {
        var outside = 0;
        for (ulong seed = 300; seed < 330; seed++)
        {
            Bench table = Table(seed);
            var bias = new double[4];
            var u = new double[4];
            for (int k = 0; k < 100; k++)
            {
                List<Measurement> all = table.Sense(3 * k, Bench.Typical);
                for (int a = 0; a < 4; a++)
                {
                    bias[a] += (all[a].Value - Truth(Bench.Typical)[a]) / 100;
                    u[a] += all[a].StandardUncertainty / 100;
                }
            }
            for (int a = 0; a < 4; a++)
                if (Math.Abs(bias[a]) > u[a]) outside++;
        }
        Assert.True(outside <= 3, $"{outside} of 120 biases exceed the uncertainty");
    }

    [Fact]
    public void Uncertainties_are_those_of_a_process_probe()
    {
        List<Measurement> all = Table(1).Sense(100, Bench.Typical);
        Assert.InRange(all[0].StandardUncertainty, 0.6, 1.5);
        Assert.InRange(all[1].StandardUncertainty, 0.8, 2);
        Assert.InRange(all[2].StandardUncertainty, 0.3, 0.6);
        Assert.InRange(all[3].StandardUncertainty, 0.5, 1);
    }

    [Fact]
    public void A_brighter_background_makes_the_uncertainty_larger()
    {
        double dim = Table(1).Sense(100, Bench.Typical with { ViableCells = 1 })[0].StandardUncertainty;
        double bright = Table(1).Sense(100, Bench.Typical with { ViableCells = 15 })[0].StandardUncertainty;
        Assert.True(bright > 1.2 * dim);
    }

    [Fact]
    public void A_saturated_detector_fails_as_long_as_it_lasts()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Bench table = Table(seed);
            for (int k = 0; k < 60; k++)
            {
                bool saturated = k is >= 20 and < 40;
                foreach (Measurement m in table.Sense(k / 4.0, Trajectory(k * 5, seed), saturated ? ChipFault.Saturated : ChipFault.None))
                    Assert.Equal(saturated ? Ne107.Failure : Ne107.Good, m.Quality.Status);
            }
        }
    }

    [Fact]
    public void Cosmic_spikes_anywhere_leave_the_result_where_it_was()
    {
        Frame frame = Table(2).Read(50, Bench.Typical);
        var sensor = new RamanSensor(Calibration);
        List<Measurement> before = Bench.Sense(sensor, frame);
        for (int at = 0; at < RamanPhysics.Channels; at += 7)
        {
            ImmutableArray<double> counts = frame["counts"];
            List<Measurement> after = Bench.Sense(sensor, Bench.With(frame, "counts", counts.SetItem(at, counts[at] + 4000)));
            for (int a = 0; a < 4; a++)
            {
                Assert.Equal(before[a].Value, after[a].Value, before[a].StandardUncertainty);
                Assert.Equal(Quality.Good, after[a].Quality);
            }
        }
    }

    [Theory]
    [InlineData(700)]
    [InlineData(880)]
    [InlineData(1200)]
    [InlineData(1520)]
    public void A_band_that_the_calibration_has_never_seen_is_out_of_specification(double centre)
    {
        Frame frame = Table(3).Read(50, Bench.Typical);
        double[] foreign = RamanPhysics.Spectrum([new RamanPhysics.Band(centre, 9, 400)]);
        Frame spoiled = Bench.With(frame, "counts", [.. frame["counts"].Select((c, i) => c + foreign[i])]);
        List<Measurement> clean = Bench.Sense(new RamanSensor(Calibration), frame), all = Bench.Sense(new RamanSensor(Calibration), spoiled);
        for (int a = 0; a < 4; a++)
        {
            Assert.Equal(Ne107.OutOfSpecification, all[a].Quality.Status);
            Assert.True(all[a].StandardUncertainty > clean[a].StandardUncertainty);
        }
    }

    [Fact]
    public void Concentrations_far_outside_the_calibration_are_out_of_specification() =>
        Assert.All(Table(4).Sense(50, Bench.Typical with { Glucose = 400 }), m => Assert.Equal(Ne107.OutOfSpecification, m.Quality.Status));

    [Fact]
    public void A_dark_probe_fails()
    {
        Frame frame = Table(5).Read(50, Bench.Typical);
        Frame dark = Bench.With(frame, "counts", [.. Enumerable.Repeat(800.0, RamanPhysics.Channels)]);
        Assert.All(Bench.Sense(new RamanSensor(Calibration), dark), m => Assert.Equal(Ne107.Failure, m.Quality.Status));
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        Frame frame = Table(1).Read(0, Bench.Typical);
        foreach (Frame broken in Bench.Broken(frame).Append(Bench.With(frame, "counts", [.. Enumerable.Repeat(-1.0, 700)])))
        {
            List<Measurement> all = Bench.Sense(new RamanSensor(Calibration), broken);
            Assert.Equal(4, all.Count);
            Assert.All(all, m => Assert.Equal(Ne107.Failure, m.Quality.Status));
        }
    }

    [Fact]
    public void A_saved_calibration_is_the_same_bit_for_bit()
    {
        RamanCalibration read = RamanCalibration.FromJson(Calibration.ToJson());
        Assert.Equal(Calibration.Hash, read.Hash);
        Assert.Equal(Calibration.ToJson(), read.ToJson());
        for (int i = 0; i < Calibration.Mean.Length; i++)
            Assert.Equal(BitConverter.DoubleToInt64Bits(Calibration.Mean[i]), BitConverter.DoubleToInt64Bits(read.Mean[i]));
        Frame frame = Table(6).Read(10, Bench.Typical);
        Assert.Equal(Bench.Sense(new RamanSensor(Calibration), frame), Bench.Sense(new RamanSensor(read), frame));
    }

    [Fact]
    public void The_same_seed_makes_the_same_calibration_and_another_seed_another()
    {
        Assert.Equal(Calibration.Hash, RamanCalibrationRun.Make(7).Hash);
        RamanCalibration other = RamanCalibrationRun.Make(8);
        Assert.NotEqual(Calibration.Hash, other.Hash);
        Assert.NotEqual(Calibration.TrainingHash, other.TrainingHash);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"Samples\": 3")]
    public void A_file_that_is_no_calibration_is_refused_with_its_place(string text) =>
        Assert.StartsWith("probe.json", Assert.Throws<InputException>(() => RamanCalibration.FromJson(text, "probe.json")).Message);

    [Fact]
    public void A_calibration_with_a_missing_analyte_is_refused()
    {
        RamanCalibration three = Calibration with { Analytes = Calibration.Analytes.RemoveAt(2) };
        Assert.Contains("analytes", Assert.Throws<InputException>(() => RamanCalibration.FromJson(three.ToJson())).Message);
    }
}
