using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.IonArray;

namespace Titer.Sensing.Tests.IonArray;

public sealed class DriftWatchTests
{
    private static readonly DateTimeOffset Start = Bench.Start;

    /// <summary>A pair's difference every 20 min: calibration error, wander that is forgotten in <paramref name="correlationDays"/>, noise, drift
    /// from a day on.</summary>
    private static DriftWatch Watch(
        ulong seed, double days, double wander = 0.005, double correlationDays = 3, double driftPerWeek = 0, double from = 0,
        Func<double, double>? extra = null, Func<double, bool>? outage = null)
    {
        var random = new Gaussian(seed);
        var watch = new DriftWatch();
        double forget = Math.Exp(-1 / (72 * correlationDays)), w = wander * random.Next(), offset = 0.004 * random.Next();
        for (int k = 0; k < days * 72; k++)
        {
            double day = k / 72.0;
            w = forget * w + wander * Math.Sqrt(1 - forget * forget) * random.Next();
            double difference = offset + w + 0.001 * random.Next() + driftPerWeek / 7 * Math.Max(0, day - from) + (extra?.Invoke(day) ?? 0);
            if (!(outage?.Invoke(day) ?? false)) watch.Add(Start.AddMinutes(20 * k), difference);
        }
        watch.Flush();
        return watch;
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(-0.02)]
    public void A_drift_of_two_hundredths_a_week_is_alarmed_within_two_weeks(double perWeek)
    {
        int found = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            DriftWatch watch = Watch(seed, 35, driftPerWeek: perWeek, from: 20);
            if (watch.Alarms.Any(a => a.Raised > Start.AddDays(20) && a.Raised <= Start.AddDays(34))) found++;
        }
        TestContext.Current.SendDiagnosticMessage($"{found} of 100 drifts found");
        Assert.True(found >= 95, $"{found} of 100");
    }

    [Fact]
    public void A_good_pair_is_silent_for_half_a_year()
    {
        int silent = 0;
        for (ulong seed = 1; seed <= 100; seed++)
            if (Watch(seed, 180).Alarms.Count == 0) silent++;
        TestContext.Current.SendDiagnosticMessage($"{silent} of 100 good pairs silent for 180 d");
        Assert.True(silent >= 98, $"{silent} of 100");
    }

    [Fact]
    public void A_pair_that_wanders_as_much_as_the_limit_allows_rarely_seems_to_ramp()
    {
        // The false-alarm rate that docs/chips/ion.md states: wander of half the limit (1 sigma), 60 days.
        int ramps = 0;
        for (ulong seed = 1; seed <= 200; seed++)
            if (Watch(seed, 60, wander: 0.010).Alarms.Any(a => a.Kind == DriftKind.Ramp)) ramps++;
        TestContext.Current.SendDiagnosticMessage($"{ramps} of 200 wandering pairs seem to ramp in 60 d");
        Assert.True(ramps <= 8, $"{ramps} of 200");
    }

    [Fact]
    public void Outages_and_transients_of_up_to_two_days_are_no_drift()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            double at = 12 + seed;
            Assert.Empty(Watch(seed, 60, extra: d => d > at && d < at + 0.5 ? 0.3 : 0).Alarms);
            Assert.Empty(Watch(seed, 60, extra: d => d > at && d < at + 2 ? -0.1 : 0).Alarms);
            Assert.Empty(Watch(seed, 60, outage: d => d > at && d < at + 9).Alarms);
            Assert.Empty(Watch(seed, 60, extra: d => (int)(d * 72) % 40 == 0 ? 0.5 : 0).Alarms);
        }
    }

    [Fact]
    public void A_step_that_stays_is_called_a_parting_within_a_week()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            DriftAlarm alarm = Assert.Single(Watch(seed, 40, extra: d => d > 20 ? 0.05 : 0).Alarms);
            Assert.InRange((alarm.Raised - Start).TotalDays, 20, 27);
            Assert.Equal(DriftKind.Parted, alarm.Kind);
        }
    }

    [Fact]
    public void The_rate_lies_within_its_interval_for_the_wander_it_is_made_for()
    {
        var coverage = new Coverage();
        for (ulong seed = 1; seed <= 400; seed++)
        {
            DriftWatch watch = Watch(seed, 28, wander: 0.010, driftPerWeek: 0.005);
            coverage.Add(watch.RatePerWeek, watch.RateUncertainty, 0.005);
        }
        Assert.InRange(coverage.Fraction, 0.92, 0.99);
    }

    [Fact]
    public void An_alarm_ends_when_the_electrodes_agree_again_and_can_come_again()
    {
        DriftWatch watch = Watch(3, 90, extra: d => d is (> 20 and < 32) or (> 60 and < 72) ? 0.05 : 0);
        Assert.Equal(2, watch.Alarms.Count);
        Assert.False(watch.IsActive);
    }

    [Fact]
    public void In_a_set_of_four_the_drifting_site_is_named()
    {
        IonArrayCalibration calibration = CultureIonArray.Nominal;
        for (ulong seed = 1; seed <= 2; seed++)
        {
            var chip = new SimulatedIonArray(calibration, new Gaussian(seed));
            var sensor = new IonArraySensor(calibration);
            var measurements = new List<Measurement>();
            Broth broth = Bench.Typical with { Sodium = 135, Potassium = 5, Calcium = 1.5, Chloride = 115 };
            for (int k = 0; k < 28 * 144; k++)
            {
                double hours = k / 6.0;
                measurements.Clear();
                ChipFault fault = hours >= 240 ? ChipFault.SlowDrift : ChipFault.None;
                Frame frame = Bench.Frame(chip.Source, hours, chip.Read(hours, broth with { PH = 7 + 0.05 * Math.Sin(hours) }, fault));
                sensor.Sense(frame, measurements);
            }
            sensor.Flush(measurements);
            DriftPair pair = Assert.Single(sensor.Drifts, d => d.Watch.Alarms.Count > 0);
            Assert.Equal("site-1", pair.Suspect);
            Assert.InRange((pair.Watch.Alarms[0].Raised - Start).TotalDays, 10, 25);
        }
    }

    [Fact]
    public void A_pair_cannot_say_which_of_the_two_drifts() =>
        Assert.Contains("cannot tell which", new DriftPair("s", "a", "b", new DriftWatch()).Suspect, StringComparison.Ordinal);
}
