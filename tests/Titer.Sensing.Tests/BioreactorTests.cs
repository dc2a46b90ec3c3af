using System.Collections.Immutable;
using System.Diagnostics;
using Titer.Core;
using Titer.Sensing.Raman;

namespace Titer.Sensing.Tests;

public class BioreactorTests
{
    private static readonly RamanCalibration Raman = Titer.Sensing.Tests.Raman.RamanTests.Calibration;

    [Fact]
    public void Every_chip_has_its_sensor_and_every_quantity_of_the_bioreactor_is_measured()
    {
        ImmutableArray<ISensor> sensors = Sensors.ForBioreactor(Raman);
        ImmutableArray<ISimulatedChip> chips = SimulatedChips.ForBioreactor(1);
        Assert.Equal(["ion-fet", "optode", "thermometer", "impedance", "raman", "equipment", "lab"], sensors.Select(s => s.Source));
        Assert.Equal(sensors.Select(s => s.Source).SkipLast(1), chips.Select(c => c.Source));
        var tags = new List<string>();
        for (int i = 0; i < chips.Length; i++)
            tags.AddRange(new Bench(chips[i], sensors[i]).Sense(0, Bench.Typical).Select(m => $"{m.Tag} {m.Unit}"));
        Assert.Equal(
        [
            "pH [pH]", "temperature/ion-fet Cel", "DO %", "temperature/optode Cel", "temperature Cel", "biovolume %",
            "glucose mmol/L", "lactate mmol/L", "glutamine mmol/L", "ammonia mmol/L",
            "agitation /min", "flow/air L/min", "flow/oxygen L/min", "flow/carbon-dioxide L/min", "feed-mass kg", "base-mass kg", "volume L",
        ], tags);
    }

    [Fact]
    public void Every_calibration_has_its_own_hash_that_does_not_change()
    {
        string[] hashes = [.. Sensors.ForBioreactor(Raman).Select(s => s.CalibrationHash)];
        Assert.All(hashes, h => Assert.Matches("^[0-9a-f]{64}$", h));
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes, Sensors.ForBioreactor(Raman).Select(s => s.CalibrationHash));
        Assert.NotEqual(
            Sensing.IonFet.IonFetCalibration.Nominal.Hash, (Sensing.IonFet.IonFetCalibration.Nominal with { SiteOffset = 0.011 }).Hash);
    }

    [Fact]
    public void The_same_seed_gives_the_same_frames_and_another_seed_others()
    {
        foreach ((ISimulatedChip a, ISimulatedChip b, ISimulatedChip c) in SimulatedChips.ForBioreactor(5).Zip(SimulatedChips.ForBioreactor(5), SimulatedChips.ForBioreactor(6)))
        {
            double[] Values(ISimulatedChip chip) => [.. Enumerable.Range(0, 20).SelectMany(k => chip.Read(k, Bench.Typical)).SelectMany(x => x.Values)];
            double[] first = Values(a);
            Assert.Equal(first, Values(b));
            Assert.NotEqual(first, Values(c));
        }
    }

    [Fact]
    public void A_fault_that_a_chip_cannot_have_changes_nothing()
    {
        foreach ((ISimulatedChip a, ISimulatedChip b) in SimulatedChips.ForBioreactor(5).Zip(SimulatedChips.ForBioreactor(5)))
        {
            ChipFault foreign = a.Source == "raman" ? ChipFault.Bubble : ChipFault.Saturated;
            for (int k = 0; k < 5; k++)
                Assert.Equal(a.Read(k, Bench.Typical).SelectMany(x => x.Values), b.Read(k, Bench.Typical, foreign).SelectMany(x => x.Values));
        }
    }

    [Fact]
    public void Reading_and_sensing_a_whole_batch_costs_little()
    {
        // 20160 minutes need 20160 x 4 quick chips, 4032 impedance and 1344 Raman spectra: the limits are ten times what is
        // measured on a quiet machine, so that only a mistake of another order fails here.
        var limits = new Dictionary<string, double> { ["impedance"] = 1500, ["raman"] = 3000 };
        foreach ((ISimulatedChip chip, ISensor sensor) in SimulatedChips.ForBioreactor(1).Zip(Sensors.ForBioreactor(Raman)))
        {
            var bench = new Bench(chip, sensor);
            for (int k = 0; k < 200; k++) bench.Sense(k / 60.0, Bench.Typical);
            double microseconds = double.PositiveInfinity; // the best of ten, as other work on the machine only ever adds
            for (int run = 0; run < 10; run++)
            {
                var watch = Stopwatch.StartNew();
                for (int k = 0; k < 50; k++) bench.Sense(k / 60.0, Bench.Typical);
                microseconds = Math.Min(microseconds, watch.Elapsed.TotalMicroseconds / 50);
            }
            TestContext.Current.SendDiagnosticMessage($"{chip.Source}: {microseconds:F1} us");
            Assert.True(microseconds < limits.GetValueOrDefault(chip.Source, 100), $"{chip.Source}: {microseconds:F1} us");
        }
    }
}
