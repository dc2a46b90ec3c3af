using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman;

namespace Titer.Sensing.Tests.Transcription;

public class TranscriptionRamanTests
{
    internal static readonly RamanCalibration Calibration = RamanCalibrationRun.Make(7, TranscriptionRaman.Application);

    private static Bench Table(ulong seed) => new(
        new SimulatedRaman(Gaussian.Stream(seed, "chip/raman"), TranscriptionRaman.Application), new RamanSensor(Calibration));

    private static double[] Truth(in Broth b) => [b.Atp + b.Utp + b.Ctp + b.Gtp, b.Rna];

    [Fact]
    public void The_95_percent_interval_covers_other_probes_over_the_whole_domain()
    {
        var coverage = Many.Coverages(2);
        for (ulong seed = 200; seed < 250; seed++)
        {
            Bench table = Table(seed);
            var draw = new Gaussian(seed);
            for (int k = 0; k < 40; k++)
            {
                Broth broth = Mix.Drawn(draw);
                List<Measurement> all = table.Sense(0.1 * k, broth);
                Assert.All(all, m => Assert.Equal(Quality.Good, m.Quality));
                for (int a = 0; a < 2; a++) coverage[a].Add(all[a].Value, all[a].StandardUncertainty, Truth(broth)[a]);
            }
        }
        for (int a = 0; a < 2; a++)
            Assert.True(coverage[a].Fraction is > 0.92 and <= 0.99, $"{Calibration.Analytes[a].Name}: {coverage[a].Fraction}, ratio {coverage[a].Ratio}");
    }

    [Fact]
    public void Nucleotides_and_RNA_of_the_same_bases_are_told_apart()
    {
        List<Measurement> all = Table(1).Sense(1, Mix.Typical);
        Assert.Equal(["NTP", "RNA"], all.Select(m => m.Tag.Name));
        Assert.Equal([Unit.Millimolar, Unit.GramPerLitre], all.Select(m => m.Unit));
        Assert.InRange(all[0].StandardUncertainty, 0.1, 1.2);
        Assert.InRange(all[1].StandardUncertainty, 0.03, 0.3);
        // One probe: 10 mmol/L of nucleotides become 3.2 g/L of RNA; each reading follows its own.
        Bench table = Table(2);
        Broth before = Mix.Typical, after = before with { Atp = 2.5, Utp = 2.5, Ctp = 2.5, Gtp = 2.5, Rna = before.Rna + 3.215 };
        double[] change = [.. table.Sense(1, after).Zip(table.Sense(1, before), (a, b) => a.Value - b.Value)];
        Assert.InRange(change[0], -11, -9);
        Assert.InRange(change[1], 2.9, 3.5);
    }

    [Fact]
    public void Faults_are_failures_and_a_broken_frame_never_throws()
    {
        Bench table = Table(3);
        Assert.All(table.Sense(1, Mix.Typical, ChipFault.Saturated), m => Assert.Equal(Ne107.Failure, m.Quality.Status));
        foreach (Frame broken in Bench.Broken(table.Read(0, Mix.Typical)))
        {
            List<Measurement> all = Bench.Sense(new RamanSensor(Calibration), broken);
            Assert.Equal(2, all.Count);
            Assert.All(all, m => Assert.Equal(Ne107.Failure, m.Quality.Status));
        }
    }

    [Fact]
    public void A_saved_calibration_keeps_its_units_and_its_hash()
    {
        RamanCalibration read = RamanCalibration.FromJson(Calibration.ToJson());
        Assert.Equal(Calibration.Hash, read.Hash);
        Assert.True(TranscriptionRaman.Application.Fits(read));
        Assert.False(CultureRaman.Application.Fits(read));
        RamanCalibration grams = Calibration with { Analytes = [Calibration.Analytes[0] with { UnitCode = "g/L" }, Calibration.Analytes[1]] };
        Assert.Contains("analytes", Assert.Throws<InputException>(() => RamanCalibration.FromJson(grams.ToJson())).Message);
    }
}
