namespace Titer.Core.Tests;

public class DecisionTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Variable Glucose = new(new Tag("glucose"), Unit.Millimolar), Feed = new(new Tag("feed-pump"), Unit.LitrePerHour);
    private static readonly PlannedTrajectory Plan = new([Glucose, Feed], [0, 1, 3], [30, 0.5, 29, 0.4, 28, 0.3]);

    private static Decision Give(DateTimeOffset? planTime, PlannedTrajectory plan, int iterations = 3) =>
        new("strategy/predictive", Time, "ab12", new DecisionBasis(Time, [Glucose], [30], [0.5]), DecisionStatus.Solved, "", iterations, -1, planTime, plan);

    [Fact]
    public void A_plan_is_a_table_of_rows_in_time_and_columns_by_variable()
    {
        Assert.Equal(0.4, Plan[1, Plan.IndexOf(Feed.Tag)]);
        Assert.Equal(28, Plan[2, Plan.IndexOf(Glucose.Tag)]);
        Assert.Equal(-1, Plan.IndexOf(new Tag("pH")));
    }

    [Fact]
    public void A_plan_whose_values_do_not_fill_its_table_is_refused_with_its_shape()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new PlannedTrajectory([Glucose, Feed], [0, 1], [30, 0.5, 29]));
        Assert.Equal("A plan of 2 rows and 2 columns cannot have 3 values.", refused.Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    public void The_hours_of_a_plan_ascend(double first, double second) =>
        Assert.Throws<ArgumentException>(() => new PlannedTrajectory([Glucose], [first, second], [30, 29]));

    [Fact]
    public void What_a_decision_was_computed_from_has_an_uncertainty_for_every_value() =>
        Assert.Throws<ArgumentException>(() => new DecisionBasis(Time, [Glucose, Feed], [30, 0.5], [0.5]));

    [Fact]
    public void A_decision_follows_its_own_plan_or_an_older_one_or_none()
    {
        Assert.True(Give(Time, Plan).IsOwnPlan);
        Assert.False(Give(Time.AddHours(-1), Plan).IsOwnPlan);
        Assert.False(Give(null, PlannedTrajectory.None).IsOwnPlan);
    }

    [Fact]
    public void A_decision_that_contradicts_itself_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => Give(Time.AddHours(1), Plan));
        Assert.Throws<ArgumentException>(() => Give(null, Plan));
        Assert.Throws<ArgumentException>(() => Give(Time, PlannedTrajectory.None));
        Assert.Throws<ArgumentException>(() => Give(Time, Plan, iterations: -1));
    }

    [Fact]
    public void Every_status_has_a_word_of_its_own_that_reads_back()
    {
        DecisionStatus[] all = Enum.GetValues<DecisionStatus>();
        Assert.Equal(["solved", "iterated", "deadline", "iteration-limit", "infeasible", "stalled", "not-finite"], all.Select(s => s.Word()));
        foreach (DecisionStatus status in all)
        {
            Assert.True(DecisionWords.TryRead(status.Word(), out DecisionStatus back));
            Assert.Equal(status, back);
        }
        Assert.False(DecisionWords.TryRead("optimal", out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((DecisionStatus)7).Word());
    }
}
