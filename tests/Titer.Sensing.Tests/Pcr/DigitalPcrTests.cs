using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Pcr;

namespace Titer.Sensing.Tests.Pcr;

public class DigitalPcrTests
{
    private static readonly DropletReference One = new(1250, 8750, 8000), Two = new(1330, 6330, 5500);
    private static readonly DigitalPcrCalibration Referenced = DigitalPcrCalibration.Nominal with { References = [One, Two] };

    private static Broth Holding(double template, double second = 0) => Bench.Typical with { Template = template, SecondTemplate = second };

    private static Frame Read(SimulatedDigitalPcr well, Broth broth, ChipFault fault = ChipFault.None) =>
        new(well.Source, Bench.Start, 0, well.Read(0, broth, fault));

    private static Measurement First(SimulatedDigitalPcr well, Broth broth, ChipFault fault = ChipFault.None, DigitalPcrCalibration? calibration = null) =>
        Bench.Sense(new DigitalPcrSensor(calibration ?? Referenced), Read(well, broth, fault))[0];

    [Theory]
    [InlineData(0.4)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1500)]
    [InlineData(4500)]
    public void Concentration_lies_within_its_uncertainty_from_five_copies_in_a_well_to_saturation(double copies)
    {
        var coverage = new Coverage();
        var sensor = new DigitalPcrSensor(Referenced);
        for (ulong seed = 0; seed < 60; seed++)
        {
            Measurement m = Bench.Sense(sensor, Read(new SimulatedDigitalPcr(new Gaussian(seed)), Holding(copies)))[0];
            Assert.True(m.Quality.IsGood, m.Quality.ToString());
            coverage.Add(m.Value, m.StandardUncertainty, copies);
        }
        Assert.True(coverage.Fraction >= 0.9, $"{coverage.Fraction}");
        Assert.InRange(coverage.Ratio, 0.5, 1.15);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    public void The_exact_interval_holds_the_truth_in_95_percent_of_wells_whose_volume_is_known_and_that_have_no_rain(double copies)
    {
        int held = 0;
        const int Wells = 200;
        for (ulong seed = 0; seed < Wells; seed++)
        {
            var well = new SimulatedDigitalPcr(new Gaussian(1000 + seed), rain: 0);
            var sensor = new DigitalPcrSensor(Referenced with { DropletVolume = well.DropletVolume });
            Bench.Sense(sensor, Read(well, Holding(copies)));
            (double low, double high) = PoissonConcentration.Interval(sensor.Calls[0].Positives, sensor.Calls[0].Droplets);
            double occupancy = PcrPhysics.Occupancy(copies, well.DropletVolume);
            if (low <= occupancy && occupancy <= high) held++;
        }
        Assert.InRange(held / (double)Wells, 0.93, 0.99);
    }

    [Theory]
    [InlineData(400, 300)]
    [InlineData(400, 0)]
    [InlineData(0, 300)]
    [InlineData(1500, 5)]
    [InlineData(5, 1500)]
    [InlineData(0, 0)]
    public void Two_dyes_with_cross_talk_are_told_apart(double first, double second)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            List<Measurement> m = Bench.Sense(
                new DigitalPcrSensor(DigitalPcrCalibration.Nominal), Read(new SimulatedDigitalPcr(new Gaussian(seed), twoDyes: true), Holding(first, second)));
            // Few copies scatter by more than the uncertainty of an unlucky well says.
            double[] u = [Math.Max(m[0].StandardUncertainty, Math.Sqrt(first / 12.7)), Math.Max(m[1].StandardUncertainty, Math.Sqrt(second / 12.7))];
            Assert.InRange(m[0].Value, first - 4 * u[0], first + 4 * u[0]);
            Assert.InRange(m[1].Value, second - 4 * u[1], second + 4 * u[1]);
            if (first >= 100) Assert.InRange(m[0].Value, 0.93 * first, 1.07 * first);
            if (second >= 100) Assert.InRange(m[1].Value, 0.9 * second, 1.1 * second);
            if (second == 0) Assert.InRange(m[1].Value, 0, 0.4);
        }
    }

    [Fact]
    public void A_well_without_template_is_zero_with_an_upper_limit()
    {
        Measurement m = First(new SimulatedDigitalPcr(new Gaussian(5)), Holding(0));
        Assert.Equal(0, m.Value);
        Assert.Equal(Quality.Good, m.Quality);
        Assert.InRange(m.StandardUncertainty, 0.05, 0.12);
    }

    public static TheoryData<ChipFault, bool, double, Ne107, string> Faults => new()
    {
        { ChipFault.EmptyWell, false, 200, Ne107.Failure, "no droplets" },
        { ChipFault.PartialVolume, false, 200, Ne107.OutOfSpecification, "fewer droplets" },
        { ChipFault.Saturated, false, 200, Ne107.Failure, "saturated" },
        { ChipFault.Contamination, true, 0, Ne107.OutOfSpecification, "no-template control" },
        { ChipFault.Merged, false, 500, Ne107.MaintenanceRequired, "merged" },
        { ChipFault.Dropout, false, 200, Ne107.Failure, "no fluorescence" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_seen(ChipFault fault, bool control, double copies, Ne107 status, string reason)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Measurement m = First(new SimulatedDigitalPcr(new Gaussian(seed), control: control), Holding(copies), fault);
            Assert.Equal(status, m.Quality.Status);
            Assert.Contains(reason, m.Quality.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Good_wells_and_clean_controls_raise_none()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            Assert.Equal(Quality.Good, First(new SimulatedDigitalPcr(new Gaussian(seed)), Holding(20 + 10 * seed)).Quality);
            Assert.Equal(Quality.Good, First(new SimulatedDigitalPcr(new Gaussian(seed), control: true), Holding(0)).Quality);
            Assert.Equal(Quality.Good, First(new SimulatedDigitalPcr(new Gaussian(seed)), Holding(500), calibration: DigitalPcrCalibration.Nominal).Quality);
        }
    }

    [Fact]
    public void Heavy_rain_widens_the_uncertainty()
    {
        Measurement dry = First(new SimulatedDigitalPcr(new Gaussian(3), rain: 0), Holding(200));
        Measurement rainy = First(new SimulatedDigitalPcr(new Gaussian(3), rain: 0.15), Holding(200));
        Assert.True(rainy.StandardUncertainty > 2 * dry.StandardUncertainty);
        Assert.InRange(rainy.Value, 200 - 3 * rainy.StandardUncertainty, 200 + 3 * rainy.StandardUncertainty);
    }

    [Fact]
    public void Neither_the_gain_of_the_detector_nor_the_order_of_the_droplets_changes_the_count()
    {
        ImmutableArray<double> a = new SimulatedDigitalPcr(new Gaussian(9)).Read(0, Holding(150))[0].Values;
        var sensor = new DigitalPcrSensor(DigitalPcrCalibration.Nominal);
        double[] values = [.. ((ImmutableArray<double>[])[a, [.. a.Select(v => 0.01 * v - 3)], [.. a.Reverse()]])
            .Select(v => Bench.Sense(sensor, Bench.Frame(sensor.Source, 0, new Channel("amplitude-1", Unit.One, v)))[0].Value)];
        Assert.Equal(values[0], values[2]);
        Assert.Equal(values[0], values[1], 0.005 * values[0]);
    }

    [Fact]
    public void Broken_frames_are_failures_and_not_exceptions()
    {
        Frame frame = Read(new SimulatedDigitalPcr(new Gaussian(1), twoDyes: true), Holding(100, 100));
        var sensor = new DigitalPcrSensor(Referenced);
        foreach (Frame broken in Bench.Broken(frame).Where(f => f.Channels.IsDefaultOrEmpty || f.Channels.Length == frame.Channels.Length))
            Assert.All(Bench.Sense(sensor, broken), m => Assert.True(m.Quality.IsBad, m.Quality.ToString()));
        foreach (double same in (double[])[0, 5000])
            Assert.True(Assert.Single(Bench.Sense(sensor, Bench.Frame(sensor.Source, 0, new Channel("amplitude-1", Unit.One, [.. Enumerable.Repeat(same, 12_000)])))).Quality.IsBad);
        for (int droplets = 1; droplets < 40; droplets++)
            Bench.Sense(sensor, Bench.Frame(sensor.Source, 0, new Channel("amplitude-1", Unit.One, [.. Enumerable.Range(0, droplets).Select(i => (double)(i * i))])));
    }

    [Fact]
    public void Sensing_a_well_allocates_nothing_beyond_its_measurements() => Allocation.IsOfMeasurementsOnly(
        new DigitalPcrSensor(Referenced), Read(new SimulatedDigitalPcr(new Gaussian(1), twoDyes: true), Holding(100, 80)), 2);

    [Fact]
    public void A_calibration_is_the_same_after_a_round_trip()
    {
        Assert.Equal(Referenced.Hash, DigitalPcrCalibration.FromJson(Referenced.ToJson()).Hash);
        Assert.NotEqual(Referenced.Hash, (Referenced with { DropletVolume = 0.91 }).Hash);
    }

    [Fact]
    public void Other_wells_tell_which_peak_a_full_well_shows()
    {
        var sensor = new DigitalPcrSensor(DigitalPcrCalibration.Nominal);
        Bench.Sense(sensor, Read(new SimulatedDigitalPcr(new Gaussian(1)), Holding(300)));
        ImmutableArray<DropletReference?> references = DropletReferences.Of([sensor.Calls.ToArray()]);
        DigitalPcrCalibration learned = DigitalPcrCalibration.Nominal with { References = references };
        Assert.True(First(new SimulatedDigitalPcr(new Gaussian(2)), Holding(0), ChipFault.Saturated, learned).Quality.IsBad);
        Assert.Equal(0, First(new SimulatedDigitalPcr(new Gaussian(2)), Holding(0), calibration: learned).Value);
        Assert.Equal(1, First(new SimulatedDigitalPcr(new Gaussian(2)), Holding(1), calibration: learned).Value, 1.0);
    }
}
