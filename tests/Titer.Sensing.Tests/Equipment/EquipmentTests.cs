using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Equipment;

namespace Titer.Sensing.Tests.Equipment;

public class EquipmentTests
{
    private static readonly EquipmentCalibration Calibration = EquipmentCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedEquipment(new Gaussian(seed)), new EquipmentSensor(Calibration));

    private static double Truth(Tag tag, in Broth broth) => tag.Name switch
    {
        "agitation" => broth.Agitation,
        "flow/air" => broth.AirFlow,
        "flow/oxygen" => broth.OxygenFlow,
        "flow/carbon-dioxide" => broth.CarbonDioxideFlow,
        "feed-mass" => broth.FeedPumped,
        "base-mass" => broth.BasePumped,
        "volume" => broth.Volume,
        _ => throw new ArgumentOutOfRangeException(nameof(tag)),
    };

    [Fact]
    public void Every_reading_covers_the_truth_of_its_instrument()
    {
        var coverage = new Dictionary<Tag, Coverage>();
        for (ulong seed = 1; seed <= 2000; seed++)
        {
            Broth broth = Bench.Typical with { AirFlow = seed % 60, OxygenFlow = seed % 33, FeedPumped = seed % 40, Volume = 140 + seed % 55 };
            List<Measurement> all = Table(seed).Sense(seed % 336, broth);
            Assert.Equal(7, all.Count);
            foreach (Measurement m in all)
            {
                Assert.Equal(Quality.Good, m.Quality);
                if (!coverage.TryGetValue(m.Tag, out Coverage? c)) coverage[m.Tag] = c = new Coverage();
                c.Add(m.Value, m.StandardUncertainty, Truth(m.Tag, broth));
            }
        }
        foreach ((Tag tag, Coverage c) in coverage)
            Assert.True(c.Fraction is > 0.92 and <= 1, $"{tag}: {c.Fraction}");
    }

    [Fact]
    public void A_stirrer_at_rest_is_a_good_measurement_of_zero()
    {
        Measurement m = Table(1).Sense(0, Bench.Typical with { Agitation = 0 }).Single(m => m.Tag == EquipmentSensor.AgitationTag);
        Assert.Equal(0, m.Value);
        Assert.Equal(Quality.Good, m.Quality);
    }

    [Theory]
    [InlineData("tacho", -1, "agitation")]
    [InlineData("tacho", 1e5, "agitation")]
    [InlineData("loadcell", 11, "volume")]
    public void Impossible_signals_fail(string channel, double value, string tag)
    {
        Frame frame = Bench.With(Table(1).Read(0, Bench.Typical), channel, [value]);
        List<Measurement> all = Bench.Sense(new EquipmentSensor(Calibration), frame);
        Assert.Equal(Ne107.Failure, all.Single(m => m.Tag.Name == tag).Quality.Status);
        Assert.Equal(6, all.Count(m => m.Quality == Quality.Good));
    }

    [Fact]
    public void Flow_beyond_full_scale_and_an_emptied_or_refilled_vessel_are_not_good()
    {
        Frame frame = Table(1).Read(0, Bench.Typical);
        Ne107 Status(Frame f, string tag) => Bench.Sense(new EquipmentSensor(Calibration), f).Single(m => m.Tag.Name == tag).Quality.Status;
        Assert.Equal(Ne107.OutOfSpecification, Status(Table(1).Read(0, Bench.Typical with { OxygenFlow = 150 }), "flow/oxygen"));
        Assert.Equal(Ne107.Failure, Status(Bench.With(frame, "massflow", 0.5, -0.5, 0.5), "flow/oxygen"));
        Assert.Equal(Ne107.Failure, Status(Bench.With(frame, "balance", -3, 50), "feed-mass"));
        Assert.Equal(Ne107.Failure, Status(Bench.With(frame, "balance", 100, 70), "base-mass"));
    }

    [Fact]
    public void A_broken_frame_fails_only_what_is_broken_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Table(1).Read(0, Bench.Typical)))
        {
            List<Measurement> all = Bench.Sense(new EquipmentSensor(Calibration), broken);
            Assert.Equal(7, all.Count);
            Assert.Contains(all, m => m.Quality.Status == Ne107.Failure);
        }
    }
}
