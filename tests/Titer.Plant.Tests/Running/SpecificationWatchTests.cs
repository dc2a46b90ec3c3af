using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.Plant.Tests.Running;

public sealed class SpecificationWatchTests
{
    private static readonly Tag PH = new("pH"), Glucose = new("glucose");

    private static Goals Goal(Tag tag, double? low, double? high) =>
        new(GoalMode.Producing, ImmutableSortedDictionary<Tag, Goal>.Empty.Add(tag, new Goal(7, Unit.PH, low, high)));

    private static Estimate Of(Tag tag, double value) => new("unit", StandardRun.Start, "", [new Variable(tag, Unit.PH)], [value], [1], []);

    [Fact]
    public void Three_of_four_inside_is_three_quarters_and_the_limits_are_inside()
    {
        var watch = new SpecificationWatch();
        foreach (double pH in (double[])[6.95, 7, 7.05, 7.050001]) watch.Add(Of(PH, pH), Goal(PH, 6.95, 7.05));
        (Tag tag, double fraction) = Assert.Single(watch.Fractions);
        Assert.Equal((PH, 0.75), (tag, fraction));
    }

    [Fact]
    public void A_variable_without_tolerance_without_set_point_or_without_estimate_is_not_judged()
    {
        var watch = new SpecificationWatch();
        watch.Add(Of(PH, 7), Goal(PH, null, null));
        watch.Add(Of(PH, 7), Goals.None);
        watch.Add(Of(PH, 7), Goal(Glucose, 6, 8));
        Assert.Empty(watch.Fractions);
    }

    [Fact]
    public void A_value_that_is_no_number_is_outside()
    {
        var watch = new SpecificationWatch();
        watch.Add(Of(PH, double.NaN), Goal(PH, 6, 8));
        Assert.Equal(0, Assert.Single(watch.Fractions).Fraction);
    }
}
