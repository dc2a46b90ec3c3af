using System.Collections.Immutable;
using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Laboratory;

namespace Titer.Sensing.Tests.Laboratory;

public class LaboratoryTests
{
    private static readonly LaboratoryCalibration Calibration = LaboratoryCalibration.Nominal;

    private static Frame Report(ulong seed, in Broth broth, double drawn = 24)
    {
        var laboratory = new SimulatedLaboratory(new Gaussian(seed));
        laboratory.Draw(drawn, broth);
        Assert.True(laboratory.TryReport(drawn + 5, out ImmutableArray<Channel> channels));
        return Bench.Frame("lab", drawn + 5, channels);
    }

    private static double Truth(Tag tag, in Broth broth) => tag.Name switch
    {
        "lab/VCD" => broth.ViableCells,
        "lab/viability" => 100 * broth.ViableCells / (broth.ViableCells + broth.DeadCells),
        "lab/glucose" => broth.Glucose,
        "lab/lactate" => broth.Lactate,
        "lab/glutamine" => broth.Glutamine,
        "lab/ammonia" => broth.Ammonia,
        "lab/pH" => broth.PH,
        "lab/pCO2" => broth.CarbonDioxide,
        "lab/titre" => broth.Antigen,
        _ => throw new ArgumentOutOfRangeException(nameof(tag)),
    };

    [Fact]
    public void Results_arrive_three_to_five_hours_later_and_belong_to_the_time_of_sampling()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var laboratory = new SimulatedLaboratory(new Gaussian(seed));
            laboratory.Draw(24, Bench.Typical);
            laboratory.Draw(24.2, Bench.Typical);
            Assert.False(laboratory.TryReport(26.99, out _));
            double arrived = 0;
            ImmutableArray<Channel> channels = [];
            for (double hours = 27; arrived == 0; hours += 1 / 60.0)
                if (laboratory.TryReport(hours, out channels)) arrived = hours;
            Assert.InRange(arrived, 27, 29.02);
            foreach (Measurement m in Bench.Sense(new LaboratorySensor(Calibration), Bench.Frame("lab", arrived, channels)))
                Assert.Equal(24, (m.Time - Bench.Start).TotalHours, 1e-6);
            Assert.True(laboratory.TryReport(30, out _));
            Assert.False(laboratory.TryReport(300, out _));
        }
    }

    [Fact]
    public void Every_result_covers_the_truth_of_its_sample_over_the_whole_batch()
    {
        var coverage = new Dictionary<Tag, Coverage>();
        for (ulong seed = 1; seed <= 3000; seed++)
        {
            var draw = Gaussian.Stream(seed, "broth");
            Broth broth = Bench.Typical with
            {
                ViableCells = draw.Uniform(0.4, 15), DeadCells = draw.Uniform(0.02, 2), Glucose = draw.Uniform(5, 40), Lactate = draw.Uniform(0.5, 40),
                Glutamine = draw.Uniform(0, 6), Ammonia = draw.Uniform(0.2, 8), Antigen = draw.Uniform(0, 3), PH = draw.Uniform(6.8, 7.3),
            };
            List<Measurement> all = Bench.Sense(new LaboratorySensor(Calibration), Report(seed, broth));
            Assert.Equal(9, all.Count);
            foreach (Measurement m in all)
            {
                Assert.Equal(Quality.Good, m.Quality);
                if (!coverage.TryGetValue(m.Tag, out Coverage? c)) coverage[m.Tag] = c = new Coverage();
                c.Add(m.Value, m.StandardUncertainty, Truth(m.Tag, broth));
            }
        }
        foreach ((Tag tag, Coverage c) in coverage)
            Assert.True(c.Fraction is > 0.925 and < 0.985, $"{tag}: {c.Fraction}, ratio {c.Ratio}");
    }

    [Fact]
    public void Cell_density_is_known_to_about_five_percent_and_worse_when_few_are_counted()
    {
        Measurement many = Bench.Sense(new LaboratorySensor(Calibration), Report(1, Bench.Typical))[0];
        Measurement few = Bench.Sense(new LaboratorySensor(Calibration), Report(1, Bench.Typical with { ViableCells = 0.3 }))[0];
        Assert.InRange(many.StandardUncertainty / many.Value, 0.04, 0.055);
        Assert.InRange(few.StandardUncertainty / few.Value, 0.08, 0.13);
    }

    [Fact]
    public void Electrodes_return_the_concentration_that_made_their_signal() =>
        Gen.Select(Gen.Double[0, 60], Gen.Double[0, 20]).Sample((c, a) =>
            Math.Abs(LaboratoryPhysics.Concentration(LaboratoryPhysics.Current(c, 2, 400, 60), 2, 400, 60) - c) < 1e-9
            && Math.Abs(LaboratoryPhysics.AmmoniumConcentration(LaboratoryPhysics.Ammonium(a, 100, 58, 0.3), 100, 58, 0.3) - a) < 1e-9);

    [Theory]
    [InlineData("counts", 2, 0, "lab/VCD")]
    [InlineData("counts", 2, -1, "lab/viability")]
    [InlineData("enzyme", 3, -1, "lab/glucose")]
    [InlineData("enzyme", 3, 500, "lab/lactate")]
    [InlineData("ammonium", 1, -900, "lab/ammonia")]
    [InlineData("electrode", 1, 900, "lab/pH")]
    [InlineData("pCO2", 1, 0, "lab/pCO2")]
    [InlineData("peak", 1, -1, "lab/titre")]
    public void Implausible_values_fail(string channel, int length, double value, string tag)
    {
        Frame frame = Bench.With(Report(1, Bench.Typical), channel, [.. Enumerable.Repeat(value, length)]);
        List<Measurement> all = Bench.Sense(new LaboratorySensor(Calibration), frame);
        Assert.Equal(Ne107.Failure, all.Single(m => m.Tag.Name == tag).Quality.Status);
        Assert.Contains(all, m => m.Quality == Quality.Good);
    }

    [Fact]
    public void A_result_without_a_believable_sampling_time_is_not_used()
    {
        Frame frame = Report(1, Bench.Typical);
        foreach (Frame undated in new[] { Bench.Without(frame, "sampled"), Bench.With(frame, "sampled", -1), Bench.With(frame, "sampled", 1000) })
            Assert.All(Bench.Sense(new LaboratorySensor(Calibration), undated), m => Assert.Equal(Ne107.Failure, m.Quality.Status));
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Report(1, Bench.Typical)))
        {
            List<Measurement> all = Bench.Sense(new LaboratorySensor(Calibration), broken);
            Assert.Equal(9, all.Count);
            Assert.Contains(all, m => m.Quality.Status == Ne107.Failure);
        }
    }
}
