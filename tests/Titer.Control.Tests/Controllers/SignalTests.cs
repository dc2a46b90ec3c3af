using CsCheck;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Tests.Controllers;

/// <summary>The small parts that controllers are made of: shares of an output, recent means, needs.</summary>
public class SignalTests
{
    [Theory]
    [InlineData(30, 70, 40, 150)]
    [InlineData(-2, -100, 0, 1.5)]
    public void A_share_goes_straight_from_one_end_to_the_other_and_stops_there(double from, double to, double atFrom, double atTo)
    {
        var share = new SplitRange(from, to, atFrom, atTo);
        Assert.Equal(atFrom, share.Of(from));
        Assert.Equal(atTo, share.Of(to));
        Assert.Equal((atFrom + atTo) / 2, share.Of((from + to) / 2), 1e-12);
        Assert.Equal(atFrom, share.Of(from - 10 * (to - from)));
        Assert.Equal(atTo, share.Of(to + 10 * (to - from)));
    }

    [Fact]
    public void A_share_never_leaves_its_range() => Gen.Double[-1e6, 1e6].ForAll(200, percent =>
        Assert.InRange(new SplitRange(70, 100, 0, 2).Of(percent), 0, 2));

    [Fact]
    public void The_recent_mean_starts_at_the_first_value_and_forgets_exponentially()
    {
        var mean = new RecentMean(2, before: 34);
        Assert.Equal(34, mean.Value);
        mean.Add(10, 0.1);
        Assert.Equal(10, mean.Value);
        mean.Add(20, 2);
        Assert.Equal(20 - 10 * Math.Exp(-1), mean.Value, 1e-12);
    }

    [Fact]
    public void The_recent_mean_does_not_depend_on_how_often_it_is_told()
    {
        RecentMean seldom = new(1.5), often = new(1.5);
        seldom.Add(3, 1);
        often.Add(3, 1);
        seldom.Add(7, 1);
        for (int i = 0; i < 60; i++) often.Add(7, 1.0 / 60);
        Assert.Equal(seldom.Value, often.Value, 1e-12);
    }

    [Theory]
    [InlineData(Ne107.Good, 0, true)]
    [InlineData(Ne107.MaintenanceRequired, 4, true)]
    [InlineData(Ne107.OutOfSpecification, 5, true)]
    [InlineData(Ne107.Good, 5.02, false)]
    [InlineData(Ne107.FunctionCheck, 0, false)]
    [InlineData(Ne107.Failure, 0, false)]
    public void A_need_is_met_by_a_reading_that_is_neither_bad_nor_old(Ne107 status, double minutesAgo, bool met)
    {
        var scene = new Scene();
        scene.Read(Tags.PH, 7, new Quality(status, "as seeded"), minutesAgo);
        var need = new Need(Tags.PH, TimeSpan.FromMinutes(5));
        Assert.Equal(met, need.IsMet(scene.Situation, out Evidence evidence, out string why));
        Assert.Equal(new Evidence(Tags.PH, scene.Now.AddMinutes(-minutesAgo), new Quality(status, "as seeded"), TimeSpan.FromMinutes(5)), evidence);
        Assert.Equal(met, why.Length == 0);
    }

    [Fact]
    public void A_need_without_any_reading_says_so()
    {
        Assert.False(new Need(Tags.PH, TimeSpan.FromMinutes(5)).IsMet(new Scene().Situation, out _, out string why));
        Assert.Equal("no reading of pH yet", why);
    }
}
