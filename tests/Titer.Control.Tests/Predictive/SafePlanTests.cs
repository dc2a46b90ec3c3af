using Titer.Bench.Decide.Models;
using Titer.Control.Predictive;
using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

public sealed class SafePlanTests
{
    private static readonly double[] Start = [1, 0.5, 0, 120], Parameters = [0.5, 200];
    private int _asked, _allowed = int.MaxValue;

    private Planner<BatchReactor> Planner(double age = double.PositiveInfinity, int iterations = 50) =>
        new(BatchReactor.Problem(), new PlannerOptions { MaximumAge = age, Expired = _ => ++_asked > _allowed, IterationLimit = iterations });

    [Fact]
    public void When_time_is_up_the_last_safe_plan_is_followed_with_its_age()
    {
        Planner<BatchReactor> planner = Planner();
        Assert.Equal(PlanSource.New, planner.Decide(0, Start, [], [0], Parameters).Source);
        double[] inputs = planner.Plan.Inputs.ToArray(), disturbed = [1.3, 0.4, 0.1, 121];
        (_asked, _allowed) = (0, 0);
        PlanOutcome late = planner.Decide(2.5, disturbed, [], planner.Plan.Input(2), Parameters);
        Assert.Equal((PlanSource.Earlier, SqpStatus.Deadline, 2.5), (late.Source, late.Status, late.Age));
        Assert.True(late.Valid);
        Assert.Equal((18, 2.5, 3.0, 20.0), (planner.Plan.Stages, planner.Plan.Times[0], planner.Plan.Times[1], planner.Plan.Times[^1]));
        Assert.Equal(inputs[2..], planner.Plan.Inputs.ToArray());
        (_asked, _allowed) = (0, int.MaxValue);
        Assert.Equal(PlanSource.New, planner.Decide(3, disturbed, [], planner.Plan.Input(0), Parameters).Source);
    }

    [Fact]
    public void A_plan_that_is_too_old_is_followed_no_longer()
    {
        Planner<BatchReactor> planner = Planner(age: 2);
        planner.Decide(0, Start, [], [0], Parameters);
        double[] disturbed = [1.3, 0.4, 0.1, 121];
        (_asked, _allowed) = (0, 0);
        Assert.True(planner.Decide(2, disturbed, [], [0], Parameters).Valid);
        PlanOutcome old = planner.Decide(2.1, disturbed, [], [0], Parameters);
        Assert.Equal((PlanSource.None, SqpStatus.Deadline), (old.Source, old.Status));
        Assert.False(old.Valid);
    }

    [Fact]
    public void Without_any_safe_plan_there_is_none_to_follow()
    {
        (_asked, _allowed) = (0, 0);
        PlanOutcome outcome = WithoutGoodGuess().Decide(0, Start, [], [0], Parameters);
        Assert.Equal((PlanSource.None, SqpStatus.Deadline, double.NaN), (outcome.Source, outcome.Status, outcome.Cost));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_state_that_is_not_finite_leaves_the_earlier_plan_in_force(double biomass)
    {
        Planner<BatchReactor> planner = Planner();
        planner.Decide(0, Start, [], [0], Parameters);
        PlanOutcome outcome = planner.Decide(1, [biomass, 0.5, 0, 120], [], [0], Parameters);
        Assert.Equal((PlanSource.Earlier, SqpStatus.NotFinite, 1.0), (outcome.Source, outcome.Status, outcome.Age));
        Assert.Equal(PlanSource.New, planner.Decide(1, planner.Plan.State(0), [], planner.Plan.Input(0), Parameters).Source);
    }

    [Fact]
    public void A_covariance_that_is_not_finite_leaves_the_earlier_plan_in_force()
    {
        Planner<BatchReactor> planner = Planner();
        planner.Decide(0, Start, [], [0], Parameters);
        PlanOutcome outcome = planner.Decide(1, planner.Plan.State(1), [double.NaN, 0, 0, 0], [0], Parameters);
        Assert.Equal((PlanSource.Earlier, SqpStatus.NotFinite), (outcome.Source, outcome.Status));
    }

    [Fact]
    public void Iterations_that_do_not_suffice_leave_the_earlier_plan_in_force()
    {
        Planner<BatchReactor> planner = WithoutGoodGuess(iterations: 1);
        PlanOutcome outcome = planner.Decide(0, Start, [], [0], Parameters);
        Assert.Equal((PlanSource.None, SqpStatus.IterationLimit), (outcome.Source, outcome.Status));
    }

    [Fact]
    public void A_plan_that_was_not_finished_but_keeps_its_equations_and_limits_is_followed()
    {
        // The first guess is what the feed in force leads to; one step from there is still nearly a solution of the equations.
        (_asked, _allowed) = (0, 0);
        Planner<BatchReactor> planner = Planner();
        PlanOutcome outcome = planner.Decide(0, Start, [], [0], Parameters);
        Assert.Equal((PlanSource.New, SqpStatus.Deadline, 1), (outcome.Source, outcome.Status, outcome.Iterations));
        Assert.All(planner.Plan.Inputs.ToArray(), feed => Assert.InRange(feed, 0, 0.2));
    }

    /// <summary>Begins where nothing fits the equations.</summary>
    private Planner<BatchReactor> WithoutGoodGuess(int iterations = 50)
    {
        Planner<BatchReactor> planner = Planner(iterations: iterations);
        planner.Start([.. Enumerable.Range(0, 21).SelectMany(k => new[] { 1 + 0.1 * (k % 3), 0.5, 0, 120 })], new double[20]);
        return planner;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_state_beyond_its_limit_is_brought_back_at_a_price(bool path)
    {
        var planner = new Planner<Level>(Level.Problem(path), new PlannerOptions());
        PlanOutcome outcome = planner.Decide(0, [1.5], [], [0], [0]);
        Assert.Equal((PlanSource.New, SqpStatus.Solved, true), (outcome.Source, outcome.Status, outcome.Softened));
        double[] expected = [1.5, 1.3, 1.1, 1, 1];
        for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], planner.Plan.State(k)[0], 1e-6);
        Assert.False(planner.Decide(3, [0.99], [], [0], [0]).Softened);
    }

    [Fact]
    public void A_limit_that_will_be_broken_whatever_is_done_is_priced_too()
    {
        // Grows by half a unit of time, and the input takes away less.
        var planner = new Planner<Level>(Level.Problem(), new PlannerOptions());
        PlanOutcome outcome = planner.Decide(0, [0.9], [], [0], [-0.5]);
        Assert.Equal((PlanSource.New, true), (outcome.Source, outcome.Softened));
        for (int k = 0; k < 10; k++) Assert.Equal(-0.2, planner.Plan.Input(k)[0], 1e-6);
    }

    [Fact]
    public void Steady_control_allocates_nothing_and_gives_the_same_bits_again()
    {
        double[] Run(out long bytes)
        {
            Planner<BatchReactor> planner = Planner();
            double[] x = [.. Start], before = [0], root = new double[16];
            for (int i = 0; i < 4; i++) root[5 * i] = 0.01;
            var inputs = new double[10];
            bytes = 0;
            for (int hour = 0; hour < 10; hour++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                planner.Decide(hour, x, root, before, Parameters);
                planner.Plan.State(1).CopyTo(x);
                planner.Plan.Input(0).CopyTo(before);
                if (hour > 0) bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
                inputs[hour] = before[0];
            }
            return inputs;
        }

        double[] first = Run(out _), second = Run(out long bytes);
        Assert.Equal(0, bytes);
        Assert.Equal(first.Select(BitConverter.DoubleToInt64Bits), second.Select(BitConverter.DoubleToInt64Bits));
    }
}
