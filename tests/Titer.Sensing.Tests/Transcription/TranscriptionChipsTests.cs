using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Equipment;
using Titer.Sensing.IonFet;
using Titer.Sensing.Raman;

namespace Titer.Sensing.Tests.Transcription;

public class TranscriptionChipsTests
{
    private static readonly Broth Pumped = Mix.Typical with
    {
        AtpPumped = 0.11, UtpPumped = 0.12, CtpPumped = 0.13, GtpPumped = 0.14, CapPumped = 0.02, MagnesiumPumped = 0.05,
        PolymerasePumped = 0.03, BasePumped = 0.04, DnasePumped = 0.001, EdtaPumped = 0.2,
    };

    private static Bench Skid(ulong seed) => new(
        new SimulatedTranscriptionSkid(Gaussian.Stream(seed, "chip/equipment")), new TranscriptionSkidSensor(TranscriptionSkidCalibration.Nominal));

    private static double Truth(Tag tag, in Broth b) => tag.Name switch
    {
        "agitation" => b.Agitation, "volume" => b.Volume, "mass/ATP" => b.AtpPumped, "mass/UTP" => b.UtpPumped, "mass/CTP" => b.CtpPumped,
        "mass/GTP" => b.GtpPumped, "mass/NTP" => b.AtpPumped + b.UtpPumped + b.CtpPumped + b.GtpPumped, "mass/cap" => b.CapPumped,
        "mass/magnesium" => b.MagnesiumPumped, "mass/polymerase" => b.PolymerasePumped, "mass/base" => b.BasePumped,
        "mass/DNase" => b.DnasePumped, "mass/EDTA" => b.EdtaPumped,
        _ => throw new ArgumentOutOfRangeException(nameof(tag)),
    };

    [Fact]
    public void Every_reading_of_the_skid_covers_the_truth()
    {
        var coverage = new Dictionary<Tag, Coverage>();
        for (ulong seed = 200; seed < 1200; seed++)
        {
            foreach (Measurement m in Skid(seed).Sense(1, Pumped))
            {
                Assert.Equal(Quality.Good, m.Quality);
                if (!coverage.TryGetValue(m.Tag, out Coverage? c)) coverage[m.Tag] = c = new Coverage();
                c.Add(m.Value, m.StandardUncertainty, Truth(m.Tag, Pumped));
            }
        }
        Assert.Equal(13, coverage.Count);
        foreach ((Tag tag, Coverage c) in coverage) Assert.True(c.Fraction is > 0.93 and < 0.99, $"{tag}: {c.Fraction}");
    }

    [Fact]
    public void A_bottle_that_was_refilled_or_a_lost_balance_fails_with_the_sum_it_is_part_of()
    {
        Frame frame = Skid(1).Read(0, Pumped);
        double[] left = [.. frame["balance"]];
        left[2] = 1.4;
        List<Measurement> all = Bench.Sense(new TranscriptionSkidSensor(TranscriptionSkidCalibration.Nominal), Bench.With(frame, "balance", [.. left]));
        Assert.Equal(["mass/CTP", "mass/NTP"], all.Where(m => m.Quality.IsBad).Select(m => m.Tag.Name));
        foreach (Frame broken in Bench.Broken(frame))
        {
            all = Bench.Sense(new TranscriptionSkidSensor(TranscriptionSkidCalibration.Nominal), broken);
            Assert.Equal(13, all.Count);
            Assert.Contains(all, m => m.Quality.Status == Ne107.Failure);
        }
    }

    [Fact]
    public void Every_simulated_chip_of_a_transcription_has_its_sensor_and_all_of_them_agree_with_the_truth()
    {
        var truths = new Dictionary<string, Func<Broth, double>>
        {
            ["pH"] = b => b.PH, ["temperature"] = b => b.Temperature, ["free-magnesium"] = b => b.FreeMagnesium, ["RNA"] = b => b.Rna,
            ["NTP"] = b => b.Atp + b.Utp + b.Ctp + b.Gtp, ["crystals"] = b => b.Crystals, ["volume"] = b => b.Volume,
        };
        var seen = truths.ToDictionary(t => t.Key, _ => new Coverage());
        for (ulong seed = 200; seed < 240; seed++)
        {
            var sensors = Sensors.ForTranscription(TranscriptionRamanTests.Calibration).ToDictionary(s => s.Source);
            foreach (ISimulatedChip chip in SimulatedChips.ForTranscription(seed))
            {
                for (int minute = 0; minute <= 240; minute += 30)
                {
                    Broth broth = Pumped with { PH = 7.9 - 0.1 * minute / 60.0, Rna = 1.5 * minute / 60.0 };
                    Frame frame = new(chip.Source, Bench.Start.AddMinutes(minute), minute / 30, chip.Read(minute / 60.0, broth));
                    foreach (Measurement m in Bench.Sense(sensors[chip.Source], frame))
                    {
                        Assert.Equal(Quality.Good, m.Quality);
                        if (seen.TryGetValue(m.Tag.Name, out Coverage? c)) c.Add(m.Value, m.StandardUncertainty, truths[m.Tag.Name](broth));
                    }
                }
            }
        }
        foreach ((string tag, Coverage c) in seen) Assert.True(c.Fraction > 0.85 && c.Ratio < 1.3, $"{tag}: {c.Fraction}, ratio {c.Ratio}");
    }

    [Fact]
    public void A_quench_is_no_lost_reference_of_the_pH_chip_and_a_lost_reference_is()
    {
        for (ulong seed = 200; seed < 220; seed++)
        {
            var table = new Bench(new SimulatedIonFet(Gaussian.Stream(seed, "chip/ion-fet")), new IonFetSensor(IonFetCalibration.Transcription));
            for (int minute = 0; minute < 60; minute++)
            {
                double pH = minute < 30 ? 7.8 : 7.3; // EDTA within a minute
                Assert.Equal(Quality.Good, table.One(minute / 60.0, Mix.Typical with { PH = pH }).Quality);
            }
            Assert.Equal(Ne107.Failure, table.One(1, Mix.Typical with { PH = 7.3 }, ChipFault.ReferenceLoss).Quality.Status);
        }
    }

    [Fact]
    public void The_pH_of_a_transcription_is_covered_from_6_5_to_8_5()
    {
        var coverage = new Coverage();
        for (ulong seed = 200; seed < 800; seed++)
        {
            var table = new Bench(new SimulatedIonFet(Gaussian.Stream(seed, "chip/ion-fet")), new IonFetSensor(IonFetCalibration.Transcription));
            double pH = 6.5 + 2 * (seed % 101) / 100.0;
            for (int k = 0; k < 5; k++)
            {
                Measurement m = table.One(k, Mix.Typical with { PH = pH });
                coverage.Add(m.Value, m.StandardUncertainty, pH);
            }
        }
        Assert.True(coverage.Fraction is > 0.9 and < 0.99, $"{coverage.Fraction}, ratio {coverage.Ratio}");
    }

    [Fact]
    public void A_calibration_of_a_culture_is_refused_for_a_transcription() =>
        Assert.Throws<ArgumentException>(() => Sensors.ForTranscription(RamanCalibrationRun.Make(7)));
}
