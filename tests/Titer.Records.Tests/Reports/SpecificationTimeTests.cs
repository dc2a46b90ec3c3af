using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.Tests;

public class SpecificationTimeTests
{
    private readonly SpecificationTime _glucose = new(new Tag("glucose"));

    [Fact]
    public void A_value_counts_until_the_next_one_against_the_limits_in_force()
    {
        _glucose.Target(0, Unit.Millimolar, new SetPointStep(0, 20, 16, 24));
        _glucose.Value(0, 20);
        _glucose.Value(3, 25);   // outside from 3 h
        _glucose.Value(5, 24);   // within again from 5 h; a limit belongs to the specification
        _glucose.Target(7, Unit.Millimolar, new SetPointStep(7, 30, 26, 34)); // the same value is outside the new limits
        _glucose.Value(8, 30);
        _glucose.End(10);
        Assert.Equal(7, _glucose.HoursWithin, 12);
        Assert.Equal(3, _glucose.HoursOutside, 12);
        Assert.Equal(2, _glucose.LongestExcursion, 12);
        Assert.Equal((20, 30), (_glucose.Smallest, _glucose.Largest));
        Assert.Equal((30, 26, 34), (_glucose.SetPoint, _glucose.Low, _glucose.High));
    }

    [Fact]
    public void Time_without_a_set_point_counts_neither_way()
    {
        _glucose.Value(0, 99);
        _glucose.Target(2, Unit.Millimolar, new SetPointStep(2, 20, 16, 24));
        _glucose.Value(3, 20);
        _glucose.Target(5, Unit.Millimolar, new SetPointStep(5, double.NaN, double.NaN, double.NaN));
        _glucose.End(100);
        Assert.Equal(2, _glucose.HoursWithin, 12);
        Assert.Equal(1, _glucose.HoursOutside, 12);
        Assert.Equal(20, _glucose.SetPoint);
    }

    [Fact]
    public void Time_without_a_usable_value_is_not_known_and_never_within()
    {
        _glucose.Target(0, Unit.Millimolar, new SetPointStep(0, 20, 16, 24));
        _glucose.Value(1, 20);
        _glucose.Value(2, double.NaN);
        _glucose.Value(6, 20);
        _glucose.End(7);
        Assert.Equal((2, 0, 5), (_glucose.HoursWithin, _glucose.HoursOutside, _glucose.HoursUnknown));
    }
}
