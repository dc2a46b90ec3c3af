using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Optode;

namespace Titer.Sensing.Tests.Optode;

public class OptodeTests
{
    private static readonly OptodeCalibration Calibration = OptodeCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedOptode(new Gaussian(seed)), new OptodeSensor(Calibration));

    [Fact]
    public void Without_oxygen_nothing_is_quenched_and_one_site_obeys_Stern_Volmer()
    {
        Assert.Equal(1, OptodePhysics.Quenching(0, 0.03, 0.88, 0.1), 1e-15);
        Gen.Double[0, 300].Sample(p => Math.Abs(1 / OptodePhysics.Quenching(p, 0.03, 1, 0.1) - (1 + 0.03 * p)) < 1e-12);
    }

    [Fact]
    public void With_endless_oxygen_only_the_unquenched_site_shines() =>
        Assert.Equal(0.12, OptodePhysics.Quenching(1e12, 0.03, 0.88, 0), 1e-9);

    [Fact]
    public void Inverse_returns_the_oxygen_that_quenched() =>
        Gen.Select(Gen.Double[0, 400], Gen.Double[0.01, 0.1], Gen.Double[0.5, 1], Gen.Double[0, 0.5]).Sample((p, k, f, m) =>
            Math.Abs(OptodePhysics.Oxygen(OptodePhysics.Quenching(p, k, f, m), k, f, m) - p) < 1e-6 * (1 + p));

    [Fact]
    public void Slope_is_the_derivative_of_quenching() =>
        Gen.Double[1, 250].Sample(p =>
        {
            double numeric = (OptodePhysics.Quenching(p + 1e-4, 0.03, 0.88, 0.1) - OptodePhysics.Quenching(p - 1e-4, 0.03, 0.88, 0.1)) / 2e-4;
            return Math.Abs(numeric / OptodePhysics.Slope(p, 0.03, 0.88, 0.1) - 1) < 1e-6;
        });

    [Fact]
    public void Phase_of_a_lifetime_is_that_of_phase_fluorometry() =>
        Assert.Equal(45, double.RadiansToDegrees(Math.Atan(OptodePhysics.TanPhase(1 / (2 * Math.PI * 60e-6), 60e-6))), 1e-12);

    [Fact]
    public void The_95_percent_interval_holds_the_oxygen_in_many_chips()
    {
        var coverage = new Coverage();
        for (ulong seed = 1; seed <= 500; seed++)
        {
            double oxygen = seed % 25 * 8;
            Broth broth = Bench.Typical with { DissolvedOxygen = oxygen, Temperature = 34 + seed % 4 };
            Bench table = Table(seed);
            for (int k = 0; k < 15; k++)
            {
                Measurement m = table.One(24 * k, broth);
                coverage.Add(m.Value, m.StandardUncertainty, oxygen);
            }
        }
        Assert.InRange(coverage.Fraction, 0.92, 0.98);
    }

    [Fact]
    public void At_forty_percent_the_uncertainty_is_about_half_a_percent_and_grows_with_oxygen()
    {
        Measurement at40 = Table(1).One(0, Bench.Typical), at200 = Table(1).One(0, Bench.Typical with { DissolvedOxygen = 200 });
        Assert.InRange(at40.StandardUncertainty, 0.3, 0.7);
        Assert.True(at200.StandardUncertainty > 4 * at40.StandardUncertainty);
    }

    [Fact]
    public void A_step_of_temperature_leaves_oxygen_where_it_was() =>
        Assert.Equal(Table(2).One(0, Bench.Typical with { Temperature = 37 }).Value, Table(2).One(0, Bench.Typical with { Temperature = 34 }).Value, 0.5);

    [Fact]
    public void The_membrane_follows_a_step_with_thirty_seconds()
    {
        Bench table = Table(3);
        table.One(0, Bench.Typical with { DissolvedOxygen = 0 });
        Broth step = Bench.Typical with { DissolvedOxygen = 100 };
        Assert.Equal(100 * (1 - Math.Exp(-1)), table.One(30.0 / 3600, step).Value, 2.5);
        Assert.Equal(100, table.One(0.2, step).Value, 4.0);
    }

    [Fact]
    public void Fourteen_healthy_days_raise_no_alarm()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 20_160; minute++)
            {
                Measurement m = table.One(minute / 60.0, Bench.Typical with { DissolvedOxygen = Math.Max(0, 40 + 45 * Math.Sin(minute / 500.0)) });
                Assert.True(m.Quality == Quality.Good, $"seed {seed}, minute {minute}: {m.Quality}");
            }
        }
    }

    [Fact]
    public void A_drop_out_fails_as_long_as_it_lasts()
    {
        Bench table = Table(4);
        for (int minute = 0; minute < 300; minute++)
        {
            bool dark = minute is >= 100 and < 200;
            Measurement m = table.One(minute / 60.0, Bench.Typical, dark ? ChipFault.Dropout : ChipFault.None);
            Assert.Equal(dark ? Ne107.Failure : Ne107.Good, m.Quality.Status);
        }
    }

    [Fact]
    public void Lost_excitation_bleaching_and_impossible_phases_are_caught()
    {
        Frame frame = Table(5).Read(0, Bench.Typical);
        Ne107 Status(string channel, double value) =>
            Assert.Single(Bench.Sense(new OptodeSensor(Calibration), Bench.With(frame, channel, [value]))).Quality.Status;
        Assert.Equal(Ne107.Failure, Status("excitation", 0.1));
        Assert.Equal(Ne107.MaintenanceRequired, Status("amplitude", 0.5 * frame["amplitude"][0] - 0.05));
        Assert.Equal(Ne107.Failure, Status("phase", 60));
        Assert.Equal(Ne107.Failure, Status("phase", -5));
        Assert.Equal(Ne107.Failure, Status("phase", 1));
        Assert.Equal(Ne107.Failure, Status("thermistor", 1e6));
        Assert.Equal(Ne107.OutOfSpecification, Assert.Single(Table(5).Sense(0, Bench.Typical with { DissolvedOxygen = 300 })).Quality.Status);
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Table(1).Read(0, Bench.Typical)))
            Assert.Equal(Ne107.Failure, Assert.Single(Bench.Sense(new OptodeSensor(Calibration), broken)).Quality.Status);
    }
}
