using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

public sealed class FaultTests
{
    private static readonly HologramCalibration Small = Scenes.Camera with { Side = 256 };

    private static Measurement Objects(IEnumerable<Measurement> measurements) => measurements.Single(m => m.Tag == HologramSensor.ObjectsTag);

    [Theory]
    [InlineData(ChipFault.LaserOff, Ne107.Failure, "no light")]
    [InlineData(ChipFault.Saturated, Ne107.Failure, "saturates")]
    [InlineData(ChipFault.Bubble, Ne107.Failure, "gas bubble")]
    [InlineData(ChipFault.Crowd, Ne107.Failure, "overlap")]
    public void A_fault_is_seen_in_its_first_frame(ChipFault fault, Ne107 status, string reason)
    {
        HologramCalibration calibration = Scenes.Calibrated;
        for (ulong seed = 31; seed < 32; seed++)
        {
            List<Measurement> measured = new Bench(Scenes.Chip(seed), new HologramSensor(calibration)).Sense(0, Scenes.Culture, fault);
            Measurement objects = Objects(measured);
            Assert.True(objects.Quality.Status >= (fault == ChipFault.Crowd ? Ne107.OutOfSpecification : status), $"{fault}: {objects.Quality}");
            Assert.Contains(reason, objects.Quality.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Dust_is_seen_once_it_has_lain_for_some_frames_and_good_frames_have_none()
    {
        foreach (ChipFault fault in (ChipFault[])[ChipFault.None, ChipFault.Dust])
        {
            var bench = new Bench(Scenes.Chip(41, Small), new HologramSensor(Small));
            var qualities = new List<Quality>();
            for (int i = 0; i < 7; i++) qualities.Add(Objects(bench.Sense(i, Scenes.Culture with { ViableCells = 3, DeadCells = 1 }, fault)).Quality);
            if (fault == ChipFault.None) Assert.All(qualities, q => Assert.Equal(Quality.Good, q));
            else
            {
                Assert.Equal(Ne107.MaintenanceRequired, qualities[^1].Status);
                Assert.Contains("dust", qualities[^1].Reason, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Good_frames_are_good()
    {
        for (ulong seed = 51; seed < 53; seed++)
        {
            List<Measurement> measured = new Bench(Scenes.Chip(seed), new HologramSensor(Scenes.Calibrated)).Sense(0, Scenes.Culture);
            Assert.All(measured, m => Assert.True(m.Quality.IsGood, $"{m.Tag} is {m.Quality}"));
        }
    }

    [Fact]
    public void A_broken_frame_fails_and_does_not_throw()
    {
        Frame good = new Bench(Scenes.Chip(61), new HologramSensor(Scenes.Camera)).Read(0, Scenes.Culture);
        foreach (Frame broken in Bench.Broken(good))
        {
            List<Measurement> measured = Bench.Sense(new HologramSensor(Scenes.Camera), broken);
            Assert.NotEmpty(measured);
            Assert.All(measured, m => Assert.Equal(Ne107.Failure, m.Quality.Status));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_blank_image_fails(double grey)
    {
        ImmutableArray<Channel> blank = [new("size", Unit.Count, [80, 70]), new("image", Unit.Count, [.. Enumerable.Repeat(grey, 5600)])];
        Frame frame = Bench.Frame(HologramSensor.SourceName, 0, blank);
        Assert.All(Bench.Sense(new HologramSensor(Scenes.Camera), frame), m => Assert.True(m.Quality.IsBad));
    }

    [Fact]
    public void Noise_without_objects_is_no_crowd_and_does_not_throw()
    {
        var noise = new Gaussian(5);
        ImmutableArray<Channel> image =
        [
            new("size", Unit.Count, [128, 96]),
            new("image", Unit.Count, [.. Enumerable.Range(0, 128 * 96).Select(_ => Math.Clamp(Math.Round(120 + 3 * noise.Next()), 0, 255))]),
        ];
        List<Measurement> measured = Bench.Sense(new HologramSensor(Scenes.Camera), Bench.Frame(HologramSensor.SourceName, 0, image));
        Assert.True(measured.Single(m => m.Tag == HologramSensor.FocusTag).Quality.Status != Ne107.Good);
    }
}
