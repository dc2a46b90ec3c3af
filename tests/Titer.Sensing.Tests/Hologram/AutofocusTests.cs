using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

public sealed class AutofocusTests
{
    private static readonly HologramCalibration Bench = HologramCalibration.Nominal with
    {
        MediumIndex = 1, Transparent = false, NearestFocus = 300, FarthestFocus = 7000, Side = 256,
    };

    /// <summary>A dark round object, as plankton is.</summary>
    private static SimulatedCell Dark(double depth, double radius = 14) => new(120, 135, depth, true, new CellOptics(radius, 0, 0.5, 1.8, 0.6));

    [Theory]
    [InlineData(500)]
    [InlineData(900)]
    [InlineData(1700)]
    [InlineData(3100)]
    [InlineData(5200)]
    public void A_dark_object_is_focused_and_the_focus_is_sure(double depth)
    {
        var analysis = new HologramAnalysis(256, 256, Bench);
        analysis.RunAutofocus(Scenes.Pixels(Scenes.Chip(3, Bench).Image([Dark(depth)])));
        Assert.InRange(analysis.Focus.Distance, depth - 60, depth + 60);
        Assert.InRange(analysis.Focus.Distance, depth - 3 * analysis.Focus.Uncertainty, depth + 3 * analysis.Focus.Uncertainty);
        Assert.NotEqual(FocusVerdict.Unsure, analysis.Focus.Verdict);
    }

    [Fact]
    public void Objects_at_different_depths_have_each_their_own_focus()
    {
        var analysis = new HologramAnalysis(384, 384, Bench with { Side = 384 });
        analysis.Run(Scenes.Pixels(Scenes.Chip(4, Bench with { Side = 384 }).Image(
            [new(110, 120, 800, true, new CellOptics(16, 0, 0.5)), new(270, 260, 1500, true, new CellOptics(16, 0, 0.5))])));
        HologramObject near = analysis.Objects.MinBy(o => Math.Abs(o.X - 110) + Math.Abs(o.Y - 120))!;
        HologramObject far = analysis.Objects.MinBy(o => Math.Abs(o.X - 270) + Math.Abs(o.Y - 260))!;
        Assert.InRange(near.Focus, 770, 830);
        Assert.InRange(far.Focus, 1450, 1550);
    }

    [Fact]
    public void Without_an_object_the_focus_is_not_called_sure()
    {
        var analysis = new HologramAnalysis(256, 256, Bench);
        analysis.RunAutofocus(Scenes.Pixels(Scenes.Chip(5, Bench).Image([])));
        Assert.True(analysis.Focus.Verdict is FocusVerdict.None or FocusVerdict.Unsure, $"{analysis.Focus.Verdict}");
    }

    [Fact]
    public void The_same_image_gives_the_same_bits()
    {
        var image = Scenes.Chip(6, Bench).Image([Dark(1200)]);
        HologramAnalysis one = new(256, 256, Bench), two = new(256, 256, Bench);
        one.Run(Scenes.Pixels(image));
        two.Run(Scenes.Pixels(image));
        two.Run(Scenes.Pixels(image));
        Assert.Equal(one.Focus.Distance, two.Focus.Distance);
        Assert.Equal(one.Objects, two.Objects);
    }
}
