using System.Numerics;
using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Impedance;

namespace Titer.Sensing.Tests.Impedance;

public class ImpedanceTests
{
    private static readonly ImpedanceCalibration Calibration = ImpedanceCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedImpedance(new Gaussian(seed)), new ImpedanceSensor(Calibration));

    private static double Truth(in Broth broth) => broth.ViableCells * broth.CellVolume * 1e-4;

    [Fact]
    public void Ten_billion_cells_per_litre_of_the_nominal_size_are_1_77_percent_of_the_volume() =>
        Assert.Equal(1.77, Truth(Bench.Typical with { ViableCells = 10 }), 1e-12);

    [Fact]
    public void Cole_Cole_goes_from_the_whole_dispersion_to_none()
    {
        Complex low = ImpedancePhysics.ColeCole(1e-6, 76, 340, 9e5, 0.1), high = ImpedancePhysics.ColeCole(1e18, 76, 340, 9e5, 0.1);
        Assert.Equal(416, low.Real, 1e-6);
        Assert.Equal(76, high.Real, 1e-6);
        Complex middle = ImpedancePhysics.ColeCole(9e5, 76, 340, 9e5, 0);
        Assert.Equal(76 + 170, middle.Real, 1e-9); // Debye: half of it, and the loss is largest
        Assert.Equal(-170, middle.Imaginary, 1e-9);
    }

    [Fact]
    public void Dispersion_has_the_size_and_place_of_the_literature()
    {
        double radius = ImpedancePhysics.Radius(1770);
        Assert.Equal(7.5e-6, radius, 0.01e-6);
        Assert.InRange(ImpedancePhysics.Increment(0.0177, radius, 0.01), 300, 400);
        Assert.InRange(ImpedancePhysics.CriticalFrequency(radius, 0.01, 0.5, 1.4), 5e5, 2e6);
    }

    [Fact]
    public void Without_cells_and_polarisation_the_chip_is_a_resistor_with_water_in_parallel()
    {
        Complex z = ImpedancePhysics.Total(1e3, 100, 1.4, new Complex(76, 0), 0, 0.85);
        Assert.Equal(100 / 1.4, z.Real, 1e-6);
        Assert.Equal(76, (100 / ImpedancePhysics.Total(1e7, 100, 1.4, 76, 0, 0.85)).Imaginary / (2 * Math.PI * 1e7 * ImpedancePhysics.VacuumPermittivity), 1e-9);
    }

    [Fact]
    public void Analytic_derivatives_are_those_of_the_model()
    {
        var model = new ImpedanceModel(100);
        Gen.Select(Gen.Double[0.5, 3], Gen.Double[60, 90], Gen.Double[10, 600], Gen.Double[13, 14.5], Gen.Double[0, 0.2], Gen.Double[-3, 0], Gen.Double[4.7, 7.3])
            .Sample((sigma, infinite, increment, critical, alpha, polarisation, decade) =>
            {
                double[] p = [sigma, infinite, increment, critical, alpha, polarisation, 0.85];
                var d = new Complex[ImpedanceModel.Parameters];
                var unused = new Complex[ImpedanceModel.Parameters];
                double f = Math.Pow(10, decade);
                Complex z = model.Impedance(f, p, d);
                Complex forward = ImpedancePhysics.Total(f, 100, sigma, ImpedancePhysics.ColeCole(f, infinite, increment, Math.Exp(critical), alpha), Math.Exp(polarisation), 0.85);
                Assert.Equal(0, (z - forward).Magnitude, 1e-9);
                for (int i = 0; i < p.Length; i++)
                {
                    double h = 1e-5 * Math.Max(1, Math.Abs(p[i]));
                    double[] more = [.. p], less = [.. p];
                    more[i] += h;
                    less[i] -= h;
                    Complex numeric = (model.Impedance(f, more, unused) - model.Impedance(f, less, unused)) / (2 * h);
                    Assert.True((numeric - d[i]).Magnitude <= 1e-5 * d[i].Magnitude + 1e-8, $"parameter {i}: {numeric} and {d[i]}");
                }
            }, iter: 300);
    }

    [Fact]
    public void The_95_percent_interval_holds_the_volume_of_viable_cells_in_many_chips()
    {
        foreach (double vcd in new[] { 0.4, 2, 8, 15 })
        {
            var coverage = new Coverage();
            for (ulong seed = 1; seed <= 400; seed++)
            {
                Bench table = Table(seed);
                for (int k = 0; k < 4; k++)
                {
                    Broth broth = Bench.Typical with { ViableCells = vcd, Temperature = 34 + k, Lactate = 10 * k };
                    Measurement m = table.One(100 * k, broth);
                    Assert.Equal(Quality.Good, m.Quality);
                    coverage.Add(m.Value, m.StandardUncertainty, Truth(broth));
                }
            }
            Assert.True(coverage.Fraction is > 0.91 and < 0.985, $"{vcd}: {coverage.Fraction}, ratio {coverage.Ratio}");
        }
    }

    [Fact]
    public void Uncertainty_is_about_two_percent_and_a_hundredth_of_a_percent()
    {
        Measurement m = Table(1).One(100, Bench.Typical with { ViableCells = 10 });
        Assert.InRange(m.StandardUncertainty / m.Value, 0.019, 0.03);
        Assert.InRange(Table(1).One(100, Bench.Typical with { ViableCells = 0.01 }).StandardUncertainty, 0.0099, 0.015);
    }

    [Fact]
    public void Sensing_a_spectrum_allocates_nothing_beyond_its_measurement() =>
        Allocation.IsOfMeasurementsOnly(new ImpedanceSensor(Calibration), Table(1).Read(1, Bench.Typical), 1);

    [Fact]
    public void Dead_cells_do_not_show() =>
        Assert.Equal(Table(2).One(1, Bench.Typical with { DeadCells = 0 }).Value, Table(2).One(1, Bench.Typical with { DeadCells = 5 }).Value, 1e-12);

    [Fact]
    public void Fourteen_healthy_days_raise_no_alarm()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            Bench table = Table(seed);
            for (double hours = 0; hours < 336; hours += 0.5)
            {
                Broth broth = Bench.Typical with
                {
                    ViableCells = 15 / (1 + 36 * Math.Exp(-hours / 30)), Temperature = hours < 120 ? 37 : 34, Lactate = 35 * Math.Sin(hours / 130), CellVolume = 1770 + hours,
                };
                Measurement m = table.One(hours, broth);
                Assert.True(m.Quality == Quality.Good, $"seed {seed}, {hours} h: {m.Quality}");
            }
        }
    }

    [Fact]
    public void A_bubble_fails_as_long_as_it_lasts()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Bench table = Table(seed);
            for (int k = 0; k < 90; k++)
            {
                bool bubble = k is >= 30 and < 60;
                Measurement m = table.One(k / 12.0, Bench.Typical with { ViableCells = seed * 0.7 }, bubble ? ChipFault.Bubble : ChipFault.None);
                Assert.Equal(bubble ? Ne107.Failure : Ne107.Good, m.Quality.Status);
                if (bubble) Assert.Contains("bubble", m.Quality.Reason);
            }
        }
    }

    [Fact]
    public void Open_leads_and_spectra_of_no_culture_are_caught()
    {
        Frame frame = Table(3).Read(0, Bench.Typical);
        Ne107 Status(Func<double, int, double> change) => Assert.Single(Bench.Sense(
            new ImpedanceSensor(Calibration), Bench.With(frame, "resistance", [.. frame["resistance"].Select(change)]))).Quality.Status;
        Assert.Equal(Ne107.Failure, Status((_, _) => 1e6));
        Assert.Equal(Ne107.Failure, Status((_, _) => 0.1));
        Assert.NotEqual(Ne107.Good, Status((r, i) => r * (1 + 0.001 * (i % 2))));
        Assert.NotEqual(Ne107.Good, Status((r, i) => i > 10 ? r * 1.01 : r));
    }

    [Fact]
    public void A_lead_that_is_unplugged_or_loose_fails_as_long_as_it_is()
    {
        foreach (ChipFault fault in new[] { ChipFault.OpenLead, ChipFault.LooseContact })
            for (ulong seed = 1; seed <= 10; seed++)
            {
                Bench table = Table(seed);
                for (int k = 0; k < 9; k++)
                    Assert.Equal(k is >= 3 and < 6, table.One(k / 12.0, Bench.Typical, k is >= 3 and < 6 ? fault : ChipFault.None).Quality.IsBad);
            }
    }

    [Fact]
    public void The_order_and_number_of_frequencies_do_not_matter()
    {
        Frame frame = Table(4).Read(0, Bench.Typical);
        Measurement rising = Assert.Single(Bench.Sense(new ImpedanceSensor(Calibration), frame));
        Frame falling = frame with { Channels = [.. frame.Channels.Select(c => c with { Values = [.. c.Values.Reverse()] })] };
        Assert.Equal(rising.Value, Assert.Single(Bench.Sense(new ImpedanceSensor(Calibration), falling)).Value, 1e-6);
        Frame half = frame with { Channels = [.. frame.Channels.Select(c => c with { Values = [.. c.Values.Where((_, i) => i % 2 == 0)] })] };
        Assert.Equal(rising.Value, Assert.Single(Bench.Sense(new ImpedanceSensor(Calibration), half)).Value, 3 * rising.StandardUncertainty);
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Table(1).Read(0, Bench.Typical)))
            Assert.Equal(Ne107.Failure, Assert.Single(Bench.Sense(new ImpedanceSensor(Calibration), broken)).Quality.Status);
    }

    [Fact]
    public void Any_numbers_at_all_give_one_measurement_and_no_exception() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[20], Gen.Double[-1e6, 1e6].Array[20], Gen.Double[1, 1e10].Array[20]).Sample((r, x, f) =>
        {
            Frame frame = Bench.Frame("impedance", 0,
                new Channel("frequency", Unit.Hertz, [.. f]), new Channel("resistance", Unit.Ohm, [.. r]), new Channel("reactance", Unit.Ohm, [.. x]));
            return Bench.Sense(new ImpedanceSensor(Calibration), frame).Count == 1;
        }, iter: 300);
}
