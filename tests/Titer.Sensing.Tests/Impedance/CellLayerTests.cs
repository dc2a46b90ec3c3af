using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Impedance;
using Titer.Sensing.Impedance.Circuits;
using Titer.Sensing.Impedance.Validity;

namespace Titer.Sensing.Tests.Impedance;

public class CellLayerTests
{
    private static readonly CircuitCalibration Calibration =
        new() { Circuit = "R-p(R,C)-p(R,C)", Weighting = SpectrumWeighting.Modulus, Monitoring = true };

    private static (SimulatedCellLayer Chip, CircuitSensor Sensor, Bench Table) Table(ulong seed)
    {
        var chip = new SimulatedCellLayer(new Gaussian(seed));
        var sensor = new CircuitSensor(Calibration);
        return (chip, sensor, new Bench(chip, sensor));
    }

    private static readonly Broth Layer = Bench.Typical with { Temperature = 37, ViableCells = 8 };

    [Fact]
    public void The_95_percent_interval_holds_the_resistance_of_the_medium_and_the_membranes_in_many_specimens()
    {
        Coverage[] coverage = [.. Enumerable.Range(0, 5).Select(_ => new Coverage())];
        for (ulong seed = 1; seed <= 150; seed++)
        {
            var (chip, _, table) = Table(seed);
            List<Measurement> m = table.Sense(0, Layer);
            double[] truth = [chip.Medium, chip.Fast.Resistance, chip.Fast.Capacitance, chip.Slow.Resistance, chip.Slow.Capacitance];
            if (chip.Fast.Resistance * chip.Fast.Capacitance > chip.Slow.Resistance * chip.Slow.Capacitance)
                truth = [truth[0], truth[3], truth[4], truth[1], truth[2]];
            for (int i = 0; i < 5; i++)
                if (m[i].Quality.IsGood) coverage[i].Add(Math.Log(m[i].Value), m[i].StandardUncertainty / m[i].Value, Math.Log(truth[i]));
        }
        Assert.All(coverage, c => Assert.True(c.Fraction is > 0.9 and < 0.99, $"{c.Fraction}, ratio {c.Ratio}"));
    }

    [Theory]
    [InlineData(ChipFault.OpenLead, SpectrumFault.OpenLead)]
    [InlineData(ChipFault.LooseContact, SpectrumFault.Noise)]
    [InlineData(ChipFault.Bubble, SpectrumFault.Bubble)]
    public void A_fault_is_named_as_long_as_it_lasts(ChipFault fault, SpectrumFault named)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var (_, sensor, table) = Table(seed);
            for (int k = 0; k < 9; k++)
            {
                bool faulty = k is >= 3 and < 6;
                List<Measurement> measurements = table.Sense(k / 12.0, Layer, faulty ? fault : ChipFault.None);
                Assert.Equal(5, measurements.Count);
                Assert.All(measurements, m => Assert.Equal(faulty, m.Quality.IsBad));
                Assert.True(sensor.Last!.Verdict.Fault == (faulty ? named : SpectrumFault.None), $"seed {seed}, {k}: {sensor.Last.Verdict}");
            }
        }
    }

    [Fact]
    public void A_layer_that_changes_during_the_sweep_does_not_pass_as_good()
    {
        int refused = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var (_, sensor, table) = Table(seed);
            table.Sense(0, Layer, ChipFault.Unsteady);
            Assert.Equal(SpectrumFault.KramersKronig, sensor.Last!.Verdict.Fault);
            if (sensor.Last.Verdict.Refused) refused++;
        }
        Assert.InRange(refused, 15, 20);
    }

    [Fact]
    public void Five_days_of_a_growing_layer_raise_no_alarm()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var (_, sensor, table) = Table(seed);
            for (double hours = 0; hours < 120; hours += 1)
            {
                table.Sense(hours, Layer with { ViableCells = 3 + 8 / (1 + Math.Exp((60 - hours) / 12)), Temperature = 37 + 0.3 * Math.Sin(hours) });
                Assert.True(sensor.Last!.Verdict.Quality.IsGood, $"seed {seed}, {hours} h: {sensor.Last.Verdict}");
            }
        }
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        Frame frame = Table(1).Table.Read(0, Layer);
        foreach (Frame broken in Bench.Broken(frame).Append(Bench.With(frame, "resistance", [.. frame["resistance"].Select(_ => 0.0)])))
        {
            var sensor = new CircuitSensor(Calibration);
            List<Measurement> measurements = Bench.Sense(sensor, broken);
            Assert.Equal(5, measurements.Count);
            // A frequency more than the others, or one that is infinite, is no whole spectrum; zero resistance is one, and refused.
            Assert.All(measurements, m => Assert.True(m.Quality.Status != Ne107.Good, $"{m}"));
        }
    }

    [Fact]
    public void Any_numbers_at_all_give_measurements_and_no_exception() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[20], Gen.Double[-1e6, 1e6].Array[20], Gen.Double[-1, 1e10].Array[20]).ForAll(60, drawn =>
        {
            (double[] r, double[] x, double[] f) = drawn;
            Frame frame = Bench.Frame(CircuitSensor.SourceName, 0,
                new Channel("frequency", Unit.Hertz, [.. f]), new Channel("resistance", Unit.Ohm, [.. r]), new Channel("reactance", Unit.Ohm, [.. x]));
            Assert.Equal(5, Bench.Sense(new CircuitSensor(Calibration), frame).Count);
        });

    [Fact]
    public void A_further_frame_allocates_nothing_beyond_its_result()
    {
        var (_, sensor, table) = Table(1);
        Frame[] frames = [.. Enumerable.Range(0, 6).Select(k => table.Read(k, Layer))];
        var measurements = new List<Measurement>(100);
        sensor.Sense(frames[0], measurements);
        sensor.Sense(frames[1], measurements);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 2; k < 6; k++) sensor.Sense(frames[k], measurements);
        long perFrame = (GC.GetAllocatedBytesForCurrentThread() - before) / 4;
        // Five measurements and parameters, 35 impedances and 70 residuals are 2.7 kB; workspaces would be tens of kB.
        Assert.InRange(perFrame, 1, 4000);
    }

    [Fact]
    public void Capacitors_are_bounded_as_those_of_a_layer_only_where_the_object_can_be_one()
    {
        double[] f = [.. Enumerable.Range(0, 30).Select(i => Math.Pow(10, 4 - 0.2 * i))];
        // A battery: farads.
        Assert.False(CellLayerLimit.Applies(f, [.. f.Select(x => -1 / (2 * Math.PI * x * 3.0))], 1e-4));
        Assert.True(CellLayerLimit.Applies(f, [.. f.Select(x => -1 / (2 * Math.PI * x * 1e-6))], 1e-4));
    }
}
