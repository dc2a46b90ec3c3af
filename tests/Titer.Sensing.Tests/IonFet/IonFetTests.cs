using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.IonArray;
using Titer.Sensing.IonFet;

namespace Titer.Sensing.Tests.IonFet;

public class IonFetTests
{
    private static readonly IonFetCalibration Calibration = IonFetCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedIonFet(new Gaussian(seed)), new IonFetSensor(Calibration));

    [Theory]
    [InlineData(25, 59.16)]
    [InlineData(37, 61.54)]
    [InlineData(0, 54.20)]
    public void Nernst_slope_has_the_textbook_values(double celsius, double millivolts) =>
        Assert.Equal(millivolts, 1000 * Nernst.Slope(celsius), 0.005);

    [Fact]
    public void Inverse_returns_the_pH_that_made_the_voltage()
    {
        for (double pH = 5; pH <= 9; pH += 0.37)
            for (double celsius = 20; celsius <= 40; celsius += 3.1)
                Assert.Equal(pH, IonFetPhysics.PH(IonFetPhysics.GateVoltage(0.4, 4e-4, 0.95, pH, celsius), 0.4, 4e-4, 0.95, celsius), 1e-12);
    }

    [Fact]
    public void Hydration_drift_starts_with_a_few_millivolts_a_day_and_decays()
    {
        double Millivolts(double hours) => 1000 * Calibration.HydrationAmplitude * IonFetPhysics.Hydration(hours, Calibration.HydrationTime, Calibration.HydrationExponent);
        Assert.InRange(Millivolts(24), 2, 5);
        Assert.InRange(Millivolts(336) - Millivolts(312), 0, 0.3);
    }

    [Fact]
    public void The_95_percent_interval_holds_the_pH_of_fourteen_days_in_many_chips()
    {
        var coverage = new Coverage();
        double worst = 0;
        for (ulong seed = 1; seed <= 400; seed++)
        {
            Bench table = Table(seed);
            for (int k = 0; k <= 28; k++)
            {
                Broth broth = Bench.Typical with { PH = 7.05 + 0.1 * Math.Sin(k + (double)seed), Temperature = 34 + k % 4 };
                Measurement m = table.One(12 * k, broth);
                coverage.Add(m.Value, m.StandardUncertainty, broth.PH);
                worst = Math.Max(worst, Math.Abs(m.Value - broth.PH));
            }
        }
        Assert.InRange(coverage.Fraction, 0.92, 0.98);
        Assert.True(worst < 0.1, $"worst error {worst}");
    }

    [Fact]
    public void The_drift_common_to_all_sites_is_slow_and_stays_below_six_hundredths()
    {
        double squares = 0;
        int fast = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            Bench table = Table(seed);
            double start = Error(table, 0), last = start;
            for (int day = 1; day <= 14; day++)
            {
                double error = Error(table, 24 * day);
                if (Math.Abs(error - last) > 0.01) fast++;
                last = error;
                Assert.InRange(error - start, -0.07, 0.07);
            }
            squares += (last - start) * (last - start) / 200;
        }
        Assert.InRange(Math.Sqrt(squares), 0.015, 0.035);
        Assert.True(fast < 0.05 * 200 * 14, $"{fast} of 2800 days drift by more than 0.01");

        static double Error(Bench table, double hours)
        {
            double sum = 0;
            for (int i = 0; i < 20; i++) sum += (table.One(hours + i / 60.0, Bench.Typical).Value - Bench.Typical.PH) / 20;
            return sum;
        }
    }

    [Fact]
    public void Fourteen_healthy_days_raise_no_alarm()
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 20_160; minute++)
            {
                double hours = minute / 60.0;
                Broth broth = Bench.Typical with { PH = 7.05 + 0.04 * Math.Sin(hours / 3), Temperature = hours < 120 ? 37 : 34 };
                Measurement m = table.One(hours, broth);
                Assert.True(m.Quality == Quality.Good, $"seed {seed}, {hours:F1} h: {m.Quality}");
            }
        }
    }

    [Fact]
    public void A_step_of_temperature_leaves_pH_where_it_was()
    {
        Bench table = Table(3);
        double warm = Mean(table, 37), cold = Mean(table, 34);
        Assert.Equal(warm, cold, 0.004);

        static double Mean(Bench table, double celsius)
        {
            double sum = 0;
            for (int i = 0; i < 50; i++) sum += table.One(i / 60.0, Bench.Typical with { Temperature = celsius }).Value;
            return sum / 50;
        }
    }

    [Fact]
    public void One_dead_site_is_outvoted_and_asks_for_maintenance()
    {
        Bench table = Table(4);
        var sensor = new IonFetSensor(Calibration);
        for (int i = 0; i < 30; i++) Bench.Sense(sensor, table.Read(i / 60.0, Bench.Typical));
        for (int i = 30; i < 60; i++)
        {
            Frame frame = table.Read(i / 60.0, Bench.Typical);
            Measurement m = Assert.Single(Bench.Sense(sensor, Bench.With(frame, "gate", frame["gate"].SetItem(0, 0.001))));
            Assert.Equal(Ne107.MaintenanceRequired, m.Quality.Status);
            Assert.Equal(7.05, m.Value, 0.03);
        }
    }

    [Fact]
    public void A_site_that_came_back_stays_out_for_an_hour()
    {
        Bench table = Table(5);
        var sensor = new IonFetSensor(Calibration);
        for (int i = 0; i < 200; i++)
        {
            Frame frame = table.Read(i / 60.0, Bench.Typical);
            if (i == 50) frame = Bench.With(frame, "gate", frame["gate"].SetItem(2, frame["gate"][2] + 0.02));
            Ne107 status = Assert.Single(Bench.Sense(sensor, frame)).Quality.Status;
            Assert.Equal(i is >= 50 and < 110 ? Ne107.MaintenanceRequired : Ne107.Good, status);
        }
    }

    [Fact]
    public void Two_sites_that_drift_apart_are_outvoted_without_moving_the_pH()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Bench table = Table(seed);
            double before = 0, found = double.NaN;
            for (int minute = 0; minute < 1500; minute++)
            {
                double hours = minute / 60.0;
                Measurement m = table.One(hours, Bench.Typical, hours >= 5 ? ChipFault.Drift : ChipFault.None);
                if (minute < 300) before += m.Value / 300;
                if (m.Quality.Status == Ne107.OutOfSpecification && double.IsNaN(found)) found = hours;
                Assert.False(m.Quality.IsBad);
                Assert.Equal(before, minute < 300 ? before : m.Value, 0.03);
            }
            Assert.InRange(found, 6, 10);
        }
    }

    [Fact]
    public void Two_camps_of_sites_have_no_majority()
    {
        Bench table = Table(7);
        var sensor = new IonFetSensor(Calibration);
        for (int i = 0; i < 30; i++) Bench.Sense(sensor, table.Read(i / 60.0, Bench.Typical));
        Frame frame = table.Read(0.5, Bench.Typical);
        Frame split = Bench.With(frame, "gate", [frame["gate"][0] + 0.01, frame["gate"][1] + 0.01, frame["gate"][2], frame["gate"][3]]);
        Measurement m = Assert.Single(Bench.Sense(sensor, split));
        Assert.Equal(Ne107.Failure, m.Quality.Status);
        Assert.Contains("majority", m.Quality.Reason);
    }

    [Fact]
    public void A_lost_reference_fails_at_once_and_recovers()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 600; minute++)
            {
                bool lost = minute is >= 100 and < 400;
                Measurement m = table.One(minute / 60.0, Bench.Typical, lost ? ChipFault.ReferenceLoss : ChipFault.None);
                Assert.Equal(lost ? Ne107.Failure : Ne107.Good, m.Quality.Status);
            }
        }
    }

    [Fact]
    public void A_common_jump_is_seen_also_when_the_reference_diagnostic_is_blind()
    {
        Bench table = Table(8);
        var sensor = new IonFetSensor(Calibration);
        for (int minute = 0; minute < 300; minute++)
        {
            bool lost = minute is >= 100 and < 200;
            Frame frame = table.Read(minute / 60.0, Bench.Typical);
            if (lost) frame = Bench.With(frame, "gate", [.. frame["gate"].Select(v => v + 0.03)]);
            Measurement m = Assert.Single(Bench.Sense(sensor, frame));
            Assert.Equal(lost ? Ne107.Failure : Ne107.Good, m.Quality.Status);
        }
    }

    [Fact]
    public void Light_is_recognised_and_taken_off()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 200; minute++)
            {
                bool lit = minute is >= 60 and < 120;
                Measurement m = table.One(minute / 60.0, Bench.Typical, lit ? ChipFault.Light : ChipFault.None);
                Assert.Equal(lit ? Ne107.OutOfSpecification : Ne107.Good, m.Quality.Status);
                if (lit) Assert.Contains("light", m.Quality.Reason);
                Assert.InRange(m.Value, 7.05 - 3 * m.StandardUncertainty - 0.01, 7.05 + 3 * m.StandardUncertainty + 0.01);
            }
        }
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Table(1).Read(0, Bench.Typical)))
            Assert.Equal(Ne107.Failure, Assert.Single(Bench.Sense(new IonFetSensor(Calibration), broken)).Quality.Status);
    }

    [Fact]
    public void The_same_frames_give_the_same_measurements_bit_for_bit()
    {
        Bench a = Table(9), b = Table(9);
        for (int minute = 0; minute < 500; minute++)
        {
            ChipFault fault = minute > 250 ? ChipFault.Drift : ChipFault.None;
            Assert.Equal(a.One(minute / 60.0, Bench.Typical, fault), b.One(minute / 60.0, Bench.Typical, fault));
        }
    }
}
