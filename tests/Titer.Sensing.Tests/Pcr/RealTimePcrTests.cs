using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Pcr;

namespace Titer.Sensing.Tests.Pcr;

public class RealTimePcrTests
{
    private static readonly double[] Levels = [1, 10, 100, 1e3, 1e4, 1e5];
    private static readonly StandardCurve Curve = Standards(100);

    private static Broth Holding(double template) => Bench.Typical with { Template = template };

    private static Frame Read(SimulatedRealTimePcr well, double template, ChipFault fault = ChipFault.None) =>
        new(well.Source, Bench.Start, 0, well.Read(0, Holding(template), fault));

    private static AmplificationCurve Analyse(Frame frame) =>
        new AmplificationAnalysis().Analyse(frame["cycle"].AsSpan(), frame["fluorescence"].AsSpan());

    /// <summary>Three wells of each level.</summary>
    private static StandardCurve Standards(ulong seed)
    {
        double[] quantities = [.. Levels.SelectMany(q => Enumerable.Repeat(q, 3))];
        double[] cqs = [.. quantities.Select((q, i) => Analyse(Read(new SimulatedRealTimePcr(new Gaussian(seed + (ulong)i)), q)).Cq)];
        return StandardCurve.Fit(quantities, cqs)!;
    }

    [Theory]
    [InlineData(0.3, 25, 1)]
    [InlineData(0.5, 18.4, 0.4)]
    [InlineData(0.25, 31.7, 2.5)]
    public void The_second_derivative_maximum_is_where_the_second_derivative_is_largest(double b, double e, double f)
    {
        double Second(double x)
        {
            double[] p = [0, 0, 1, b, e, f];
            return RichardsCurveAbove(p, x + 1e-2) - 2 * RichardsCurveAbove(p, x) + RichardsCurveAbove(p, x - 1e-2);
        }
        double cq = RichardsCurveMaximum(b, e, f), best = Enumerable.Range(0, 40_000).Select(i => i * 1e-3).MaxBy(Second);
        Assert.Equal(best, cq, 0.02);
    }

    // By its formulas again: the type is internal to the sensor.
    private static double RichardsCurveAbove(double[] p, double x) => Math.Pow(1 + Math.Exp(-p[3] * (x - p[4])), -p[5]);

    private static double RichardsCurveMaximum(double b, double e, double f)
    {
        double[] x = [.. Enumerable.Range(1, 45).Select(i => (double)i)], y = [.. x.Select(v => 100 + 1000 * RichardsCurveAbove([0, 0, 1, b, e, f], v))];
        return new AmplificationAnalysis().Analyse(x, y).Cq;
    }

    [Fact]
    public void A_tenfold_dilution_comes_log_10_over_log_1_plus_E_cycles_later()
    {
        Assert.Equal(-1 / Math.Log10(1.95), Curve.Slope, 0.06);
        Assert.Equal(0.95, Curve.Efficiency, 3 * Curve.EfficiencyUncertainty + 0.01);
        Assert.True(Curve.RSquared > 0.998, $"{Curve.RSquared}");
        Assert.InRange(Curve.EfficiencyUncertainty, 0.001, 0.03);
    }

    [Fact]
    public void The_baseline_does_not_move_Cq()
    {
        Frame frame = Read(new SimulatedRealTimePcr(new Gaussian(3)), 1000);
        double[] cycles = [.. frame["cycle"]], tilted = [.. frame["fluorescence"].Select((f, i) => f + 500 + 4 * i)];
        Assert.Equal(Analyse(frame).Cq, new AmplificationAnalysis().Analyse(cycles, tilted).Cq, 0.01);
    }

    [Fact]
    public void Efficiency_in_the_window_of_linearity_is_that_of_the_reaction()
    {
        double[] efficiencies = [.. Enumerable.Range(0, 40).Select(i => Analyse(Read(new SimulatedRealTimePcr(new Gaussian((ulong)i)), 300)).Efficiency)];
        // The slowing towards the plateau takes some percent, within the window as well.
        Assert.Equal(0.95, efficiencies.Average(), 0.07);
        Assert.All(efficiencies, e => Assert.InRange(e, 0.75, 1.1));
    }

    [Fact]
    public void Copies_from_the_standard_curve_lie_within_their_uncertainty()
    {
        var coverage = new Coverage();
        var sensor = new RealTimePcrSensor(new RealTimePcrCalibration { Curve = Curve });
        for (ulong seed = 0; seed < 200; seed++)
        {
            double truth = Math.Pow(10, 1 + 3.5 * seed / 200);
            List<Measurement> m = Bench.Sense(sensor, Read(new SimulatedRealTimePcr(new Gaussian(5000 + seed)), truth));
            Assert.All(m, v => Assert.Equal(Quality.Good, v.Quality));
            Measurement copies = m.Single(v => v.Tag == RealTimePcrSensor.CopiesTag);
            coverage.Add(copies.Value, copies.StandardUncertainty, truth);
        }
        Assert.InRange(coverage.Fraction, 0.9, 1);
        Assert.InRange(coverage.Ratio, 0.5, 1.2);
    }

    [Fact]
    public void Fiellers_interval_holds_the_truth_in_95_percent_of_runs()
    {
        var noise = new Gaussian(4);
        int held = 0;
        const int Runs = 2000;
        double[] quantities = [10, 100, 1000, 10_000, 100_000];
        for (int r = 0; r < Runs; r++)
        {
            double[] cqs = [.. quantities.Select(q => 38 - 3.4 * Math.Log10(q) + 0.15 * noise.Next())];
            (double low, double high) = StandardCurve.Fit(quantities, cqs)!.Interval(38 - 3.4 * Math.Log10(500) + 0.15 * noise.Next());
            if (low <= 500 && 500 <= high) held++;
        }
        Assert.InRange(held / (double)Runs, 0.935, 0.965);
    }

    [Fact]
    public void Standards_that_give_no_line_give_no_curve()
    {
        Assert.Null(StandardCurve.Fit([10, 100], [30, 27]));
        Assert.Null(StandardCurve.Fit([10, 10, 10], [30, 30.1, 29.9]));
        Assert.Null(StandardCurve.Fit([10, 100, 1000], [27, 30, 33]));
        Assert.Equal((0, double.PositiveInfinity), StandardCurve.Fit([10, 11, 12], [30, 28, 29])!.Interval(29));
    }

    public static TheoryData<ChipFault, bool, Ne107, string> Faults => new()
    {
        { ChipFault.EmptyWell, false, Ne107.Failure, "no amplification" },
        { ChipFault.Dropout, false, Ne107.Failure, "no fluorescence" },
        { ChipFault.Inhibition, false, Ne107.OutOfSpecification, "inhibitor" },
        { ChipFault.Contamination, true, Ne107.OutOfSpecification, "no-template control" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_seen(ChipFault fault, bool control, Ne107 status, string reason)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            Measurement cq = Bench.Sense(
                new RealTimePcrSensor(RealTimePcrCalibration.Nominal), Read(new SimulatedRealTimePcr(new Gaussian(seed), control), 3000, fault))[0];
            Assert.Equal(status, cq.Quality.Status);
            Assert.Contains(reason, cq.Quality.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_control_without_template_has_no_Cq_and_a_quantity_of_zero()
    {
        var sensor = new RealTimePcrSensor(new RealTimePcrCalibration { Curve = Curve });
        for (ulong seed = 0; seed < 100; seed++)
        {
            List<Measurement> m = Bench.Sense(sensor, Read(new SimulatedRealTimePcr(new Gaussian(seed), control: true), 0));
            Assert.True(double.IsNaN(m[0].Value));
            Assert.Equal((0, Quality.Good), (m[1].Value, m[1].Quality));
        }
    }

    [Fact]
    public void A_quantity_beyond_the_standards_is_out_of_specification() =>
        Assert.Equal(
            "outside the range of the standards",
            Bench.Sense(new RealTimePcrSensor(new RealTimePcrCalibration { Curve = Curve }), Read(new SimulatedRealTimePcr(new Gaussian(1)), 1e7))[^1].Quality.Reason);

    [Fact]
    public void Broken_frames_are_failures_and_not_exceptions()
    {
        Frame frame = Read(new SimulatedRealTimePcr(new Gaussian(1)), 100);
        var sensor = new RealTimePcrSensor(new RealTimePcrCalibration { Curve = Curve });
        foreach (Frame broken in Bench.Broken(frame)) Assert.All(Bench.Sense(sensor, broken), m => Assert.True(m.Quality.IsBad));
        ImmutableArray<double> cycles = frame["cycle"];
        Assert.True(Bench.Sense(sensor, Bench.With(frame, "cycle", [.. cycles.Reverse()]))[0].Quality.IsBad);
    }

    [Fact]
    public void Sensing_a_well_allocates_nothing_beyond_its_measurements() => Allocation.IsOfMeasurementsOnly(
        new RealTimePcrSensor(new RealTimePcrCalibration { Curve = Curve }), Read(new SimulatedRealTimePcr(new Gaussian(1)), 100), 3);

    [Fact]
    public void A_calibration_is_the_same_after_a_round_trip()
    {
        var calibration = new RealTimePcrCalibration { Curve = Curve };
        Assert.Equal(calibration.Hash, RealTimePcrCalibration.FromJson(calibration.ToJson()).Hash);
        Assert.NotEqual(calibration.Hash, RealTimePcrCalibration.Nominal.Hash);
    }
}
