using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

/// <summary>What is one body and what are two.</summary>
public sealed class BodyTests
{
    private const int Side = 100;

    /// <summary>Bodies among discs (centre, radius in pixels, contrast); detail 2 pixels, fringes in units of 20 pixels.</summary>
    private static int Bodies(params (int X, int Y, int Radius, float Contrast)[] discs)
    {
        int[] label = new int[Side * Side];
        float[] contrast = new float[Side * Side];
        for (int k = 0; k < discs.Length; k++)
            for (int y = 0; y < Side; y++)
                for (int x = 0; x < Side; x++)
                {
                    int dx = x - discs[k].X, dy = y - discs[k].Y;
                    if (dx * dx + dy * dy <= discs[k].Radius * discs[k].Radius) (label[y * Side + x], contrast[y * Side + x]) = (k + 1, discs[k].Contrast);
                }
        int bodies = new BodyParts(Side, Side).Join(label, contrast, discs.Length, 2, 20);
        Assert.Equal(bodies, label.Max());
        return bodies;
    }

    [Fact]
    public void Neighbours_of_one_size_are_two_bodies_even_when_one_is_weaker()
    {
        Assert.Equal(2, Bodies((30, 50, 8, 1), (52, 50, 8, 1)));
        Assert.Equal(2, Bodies((30, 50, 8, 1), (50, 50, 7, 0.4f)));
    }

    [Fact]
    public void A_gap_below_the_resolution_cannot_be_seen() => Assert.Equal(1, Bodies((30, 50, 8, 1), (48, 50, 8, 1)));

    [Fact]
    public void A_strong_fragment_beside_a_body_belongs_to_it_and_a_distant_one_does_not()
    {
        Assert.Equal(1, Bodies((40, 50, 20, 1), (67, 50, 4, 1)));
        Assert.Equal(2, Bodies((40, 50, 20, 1), (85, 50, 4, 1)));
    }

    [Fact]
    public void A_weak_spot_in_the_first_fringe_is_none_and_one_far_away_is_an_object()
    {
        // w = 14/20: the edges of the body make up to half of its contrast there.
        Assert.Equal(1, Bodies((35, 50, 20, 1), (74, 50, 4, 0.45f)));
        Assert.Equal(2, Bodies((25, 50, 20, 1), (93, 50, 4, 0.45f)));
    }

    [Fact]
    public void Fragments_of_fragments_belong_to_the_body() =>
        Assert.Equal(1, Bodies((30, 50, 20, 1), (57, 50, 4, 1), (67, 50, 3, 1), (30, 78, 4, 1)));

    [Fact]
    public void A_patchy_body_is_one_object_and_a_cell_far_from_it_another()
    {
        HologramCalibration camera = HologramCalibration.Nominal with { Side = 384 };
        var body = new CellOptics(45, 0.02, 0.01, 3);
        // Drops in and on the body that delay more than itself: vacuoles and granules.
        SimulatedCell[] scene =
        [
            new(170, 190, 900, true, body), new(150, 185, 900, true, new CellOptics(8, 0.03, 0)), new(190, 200, 900, true, new CellOptics(7, -0.03, 0)),
            Scenes.Cell(320, 330, 900),
        ];
        var analysis = new HologramAnalysis(384, 384, camera);
        analysis.Run(Scenes.Pixels(Scenes.Chip(31, camera).Image([.. scene])));
        Assert.Equal(2, analysis.Objects.Count);
    }
}
