using CsCheck;
using Titer.Design.Space;
using Titer.Numerics;

namespace Titer.Design.Tests.Space;

public class AcceptableRegionTests
{
    private static DesignSpace Space(int samples, int[] levels, Func<double[], double> probability)
    {
        var space = new DesignSpace([.. levels.Select((l, i) => new SpaceAxis($"a{i}", "1", 0.1, 1, l))], new int[levels.Aggregate(1, (a, b) => a * b)], [], samples, 0);
        for (int p = 0; p < space.Points; p++) space.Met[p] = (int)Math.Round(samples * probability(space.Factors(p)));
        return space;
    }

    [Fact]
    public void The_box_is_the_largest_of_all_boxes_that_hold_proven_points_only() => Gen.Double[0, 1].Array[60].ForAll(40, r =>
    {
        int[] levels = [3, 4, 5];
        int next = 0;
        DesignSpace space = Space(1000, levels, _ => r[next++] < 0.75 ? 1 : 0.5);
        AcceptableRegion found = AcceptableRegion.Of(space, 0.9, 0.95);
        int best = 0;
        for (int a = 0; a < 3; a++) for (int b = a; b < 3; b++)
            for (int c = 0; c < 4; c++) for (int d = c; d < 4; d++)
                for (int e = 0; e < 5; e++) for (int f = e; f < 5; f++)
                {
                    bool all = true;
                    for (int i = a; i <= b; i++) for (int j = c; j <= d; j++) for (int k = e; k <= f; k++) all &= space.Met[space.Point([i, j, k])] == 1000;
                    if (all) best = Math.Max(best, (b - a + 1) * (d - c + 1) * (f - e + 1));
                }
        Assert.Equal(best, found.Points);
        Assert.Equal(space.Met.Count(m => m == 1000), found.Proven);
        Assert.True(found.LowestLimit > 0.9);
    });

    [Fact]
    public void A_point_that_meets_nine_of_ten_in_a_few_samples_is_not_proven_to_do_so()
    {
        Assert.Equal(0, AcceptableRegion.Of(Space(50, [4, 4], _ => 0.92), 0.9, 0.95).Proven);
        Assert.Equal(16, AcceptableRegion.Of(Space(5000, [4, 4], _ => 0.92), 0.9, 0.95).Proven);
        Assert.Equal(0, AcceptableRegion.Of(Space(5000, [4, 4], _ => 0.89), 0.9, 0.95).Proven);
        Assert.Empty(AcceptableRegion.Of(Space(20, [3, 3], _ => 1), 0.999, 0.95).Low);
    }

    [Fact]
    public void A_region_is_wrong_no_more_often_than_its_confidence_says()
    {
        // Every point just misses the probability: whoever proves one is wrong.
        var random = new Gaussian(201);
        int wrong = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            DesignSpace space = Space(200, [6, 6], _ => 0);
            for (int p = 0; p < space.Points; p++)
                for (int s = 0; s < 200; s++) space.Met[p] += random.Uniform() < 0.899 ? 1 : 0;
            if (AcceptableRegion.Of(space, 0.9, 0.9).Proven > 0) wrong++;
        }
        Assert.InRange(wrong, 0, 35); // 10 % of 200 is 20, its 3-sigma limit 33
    }
}
