using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.IonArray;

namespace Titer.Sensing.Tests.IonArray;

public sealed class IonArraySensorTests
{
    private static readonly Broth Medium = Bench.Typical with { Sodium = 135, Potassium = 5, Calcium = 1.5, Chloride = 115 };

    private static readonly IonArrayCalibration Calibration = CultureIonArray.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedIonArray(Calibration, new Gaussian(seed)), new IonArraySensor(Calibration));

    /// <summary>pH that moves as in a controlled culture: slow swings and a carbon dioxide ripple.</summary>
    private static Broth At(double hours) => Medium with { PH = 7.05 + 0.1 * Math.Sin(hours / 3) + 0.03 * Math.Sin(hours * 6) };

    private static Measurement Of(List<Measurement> all, string tag) => all.Single(m => m.Tag.Name == tag);

    private static double Truth(string tag, in Broth b) => tag switch
    {
        "sodium/Na" => b.Sodium, "potassium/K" => b.Potassium, "ammonium/NH4" => b.Ammonia, "calcium/Ca" => b.Calcium, "chloride/Cl" => b.Chloride,
        _ => b.PH,
    };

    [Fact]
    public void Every_electrode_and_the_set_are_measured_with_their_units()
    {
        Assert.Equal(
            ["site-1/pH [pH]", "site-2/pH [pH]", "site-3/pH [pH]", "site-4/pH [pH]", "pH-sites/pH [pH]",
                "sodium/Na mmol/L", "potassium/K mmol/L", "ammonium/NH4 mmol/L", "calcium/Ca mmol/L", "chloride/Cl mmol/L"],
            Table(1).Sense(0, Medium).Select(m => $"{m.Tag} {m.Unit}"));
    }

    [Fact]
    public void The_95_percent_intervals_of_pH_and_of_each_ion_hold_the_truth_in_many_chips()
    {
        var coverage = new Dictionary<string, Coverage>();
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            foreach (Measurement m in Table(seed).Sense(0, Medium))
            {
                if (!coverage.TryGetValue(m.Tag.Name, out Coverage? c)) coverage[m.Tag.Name] = c = new Coverage();
                Assert.True(m.Quality.IsGood, $"{m.Tag}: {m.Quality}");
                c.Add(m.Value, m.StandardUncertainty, Truth(m.Tag.Name, Medium));
            }
        }
        Assert.All(coverage, c => Assert.True(c.Value.Fraction is > 0.92 and < 0.985, $"{c.Key}: {c.Value.Fraction}"));
    }

    [Fact]
    public void A_good_chip_is_silent_for_ten_days()
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 10 * 1440; minute += 5)
                foreach (Measurement m in table.Sense(minute / 60.0, At(minute / 60.0)))
                    Assert.True(m.Quality.Status == Ne107.Good, $"{m.Tag} after {minute} min: {m.Quality}");
        }
    }

    [Theory]
    [InlineData(ChipFault.Fouling, "fouled", 48)]
    [InlineData(ChipFault.GrowingNoise, "noise", 12)]
    [InlineData(ChipFault.DeadSite, "dead", 1)]
    [InlineData(ChipFault.OpenSite, "open", 0.02)]
    public void A_fault_of_one_site_is_named_at_that_site_and_the_pH_stays_right(ChipFault fault, string reason, double hours)
    {
        const int Before = 1500;
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Bench table = Table(seed);
            bool found = false;
            for (int minute = 0; minute < Before + 60 * hours; minute++)
            {
                double now = minute / 60.0;
                Broth broth = At(now);
                List<Measurement> all = table.Sense(now, broth, minute >= Before ? fault : ChipFault.None);
                Measurement site = Of(all, "site-1/pH"), fused = Of(all, "pH-sites/pH");
                if (minute < Before) Assert.Equal(Ne107.Good, site.Quality.Status);
                found |= minute >= Before && site.Quality.Reason.Contains(reason, StringComparison.Ordinal);
                Assert.False(fused.Quality.IsBad);
                Assert.InRange(fused.Value - broth.PH, -0.04, 0.04);
                if (minute < Before + 10) continue;
                for (int other = 2; other <= 4; other++)
                    Assert.True(Of(all, $"site-{other}/pH").Quality.Status == Ne107.Good,
                        $"seed {seed}: site {other} is blamed: {Of(all, $"site-{other}/pH").Quality}");
            }
            Assert.True(found, $"seed {seed}: {fault} not found");
        }
    }

    [Fact]
    public void The_state_of_a_fouled_site_is_its_lag_and_its_loss_of_slope()
    {
        var chip = new SimulatedIonArray(Calibration, new Gaussian(8));
        var sensor = new IonArraySensor(Calibration);
        var measurements = new List<Measurement>();
        for (int minute = 0; minute < 4000; minute++)
        {
            double hours = minute / 60.0;
            measurements.Clear();
            sensor.Sense(Bench.Frame(chip.Source, hours, chip.Read(hours, At(hours), minute < 1000 ? ChipFault.None : ChipFault.Fouling)), measurements);
        }
        SiteState[] states = [.. sensor.Drifts.Select(d => d.State!)];
        Assert.InRange(states[0].SlopeLoss, 0.1, 0.3);
        Assert.InRange(states[0].Lag, 0.05, 0.25);
        foreach (SiteState good in states[1..])
        {
            Assert.InRange(good.SlopeLoss, -0.05, 0.05);
            Assert.InRange(good.Lag, -0.03, 0.03);
        }
    }

    [Fact]
    public void Light_on_the_sites_is_recognised_and_taken_off()
    {
        Bench table = Table(4);
        for (int minute = 0; minute < 600; minute++)
        {
            bool lit = minute is >= 300 and < 400;
            Measurement fused = Of(table.Sense(minute / 60.0, At(minute / 60.0), lit ? ChipFault.Light : ChipFault.None), "pH-sites/pH");
            Assert.Equal(lit ? Ne107.OutOfSpecification : Ne107.Good, fused.Quality.Status);
            Assert.InRange(fused.Value - At(minute / 60.0).PH, -0.04, 0.04);
        }
    }

    [Fact]
    public void A_lost_reference_fails_pH_and_ions_and_both_come_back()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 300; minute++)
            {
                bool lost = minute is >= 100 and < 130;
                List<Measurement> all = table.Sense(minute / 60.0, At(minute / 60.0), lost ? ChipFault.ReferenceLoss : ChipFault.None);
                foreach (Measurement m in all)
                    if (!lost) Assert.True(m.Quality.IsGood, $"seed {seed}, {m.Tag} after {minute} min: {m.Quality}");
                if (minute != 100) continue;
                Assert.All(all.Where(m => m.Unit == Unit.Millimolar), m => Assert.Contains("reference", m.Quality.Reason, StringComparison.Ordinal));
                // A shift of 0.5 decades and more is beyond what a process does in a minute.
                Assert.True(Of(all, "pH-sites/pH").Quality.IsBad);
            }
        }
    }

    [Fact]
    public void A_feed_that_changes_all_ions_at_once_is_no_lost_reference()
    {
        Bench table = Table(6);
        for (int minute = 0; minute < 60; minute++)
        {
            double dilution = minute < 30 ? 1 : 0.5;
            Broth broth = Medium with
            {
                Sodium = 135 * dilution, Potassium = 5 * dilution, Calcium = 1.5 * dilution, Chloride = 115 * dilution, Ammonia = 3 * dilution,
            };
            Assert.All(table.Sense(minute / 60.0, broth), m => Assert.True(m.Quality.IsGood, $"{m.Tag}: {m.Quality}"));
        }
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        Frame whole = Table(1).Read(0, Medium);
        foreach (Frame broken in Bench.Broken(whole))
        {
            var measurements = new List<Measurement>();
            new IonArraySensor(Calibration).Sense(broken, measurements);
            Assert.Equal(10, measurements.Count);
            Assert.All(measurements, m => Assert.True(m.StandardUncertainty > 0 && double.IsFinite(m.StandardUncertainty)));
            Assert.All(measurements, m => Assert.True(m.Quality.IsBad || double.IsFinite(m.Value)));
        }
        // An electrode without a reading fails alone, and with it the joint solution it belongs to.
        Frame hole = Bench.With(whole, "voltage", [.. whole["voltage"].Select((v, i) => i == 0 ? double.NaN : v)]);
        List<Measurement> all = Bench.Sense(new IonArraySensor(Calibration), hole);
        Assert.Equal("no reading", Of(all, "site-1/pH").Quality.Reason);
        Assert.True(Of(all, "site-2/pH").Quality.IsGood && Of(all, "pH-sites/pH").Quality.IsGood && Of(all, "sodium/Na").Quality.IsGood);
    }

    [Fact]
    public void The_same_frames_give_the_same_measurements_bit_for_bit()
    {
        Bench a = Table(9), b = Table(9);
        for (int minute = 0; minute < 500; minute++)
            Assert.Equal(a.Sense(minute / 60.0, At(minute / 60.0)), b.Sense(minute / 60.0, At(minute / 60.0)));
    }

    [Fact]
    public void Sensing_a_frame_allocates_nothing_beyond_its_measurements()
    {
        Bench table = Table(2);
        var sensor = new IonArraySensor(Calibration);
        Frame[] frames = [.. Enumerable.Range(0, 4000).Select(k => table.Read(k / 60.0, At(k / 60.0)))];
        var measurements = new List<Measurement>(20 * frames.Length);
        for (int k = 0; k < 3000; k++) sensor.Sense(frames[k], measurements);
        measurements.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 3000; k < 4000; k++) sensor.Sense(frames[k], measurements);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(measurements.Count * Allocation.Of(measurements[0]), bytes);
    }

    [Fact]
    public void A_glass_with_a_sodium_error_gives_pH_from_the_joint_solution()
    {
        IonArrayCalibration calibration = Calibration with
        {
            Sets = [],
            Electrodes = [Calibration.Electrodes[0] with { Selectivities = [new Selectivity(IonSpecies.Sodium, -7.5, 0.1)], SlopeUncertainty = 0.0005 },
                .. Calibration.Electrodes[4..]],
        };
        var coverage = new Coverage();
        for (ulong seed = 1; seed <= 200; seed++)
        {
            Measurement pH = new Bench(new SimulatedIonArray(calibration, new Gaussian(seed)), new IonArraySensor(calibration))
                .Sense(0, Medium).Single(m => m.Unit == Unit.PH);
            coverage.Add(pH.Value, pH.StandardUncertainty, Medium.PH);
        }
        Assert.InRange(coverage.Fraction, 0.9, 0.99);
    }

    [Fact]
    public void A_calibration_is_named_by_its_content()
    {
        Assert.Matches("^[0-9a-f]{64}$", Calibration.Hash);
        Assert.NotEqual(Calibration.Hash,
            (Calibration with { Electrodes = Calibration.Electrodes.SetItem(0, Calibration.Electrodes[0] with { E0 = 0.013 }) }).Hash);
        Assert.NotEqual(Calibration.Hash, (Calibration with { Background = [] }).Hash);
    }
}
