using Titer.Bench.Decide.Models;
using Titer.Control.Predictive;
using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

/// <summary>A batch that ends at 12 h, planned on stages of 1 h over a horizon of 20 h.</summary>
public sealed class ShrinkingHorizonTests
{
    private const double End = 12;
    private static readonly double[] Start = [1, 0.5, 0, 120], Parameters = [0.5, 200];

    private static Planner<BatchReactor> Planner(double end = End) => new(BatchReactor.Problem(), new PlannerOptions { End = end, Tolerance = 1e-9 });

    [Fact]
    public void Without_a_disturbance_each_plan_is_the_tail_of_the_one_before()
    {
        Planner<BatchReactor> planner = Planner();
        double[] x = [.. Start], before = [0], inputs = [], states = [];
        for (int hour = 0; hour < End; hour++)
        {
            PlanOutcome outcome = planner.Decide(hour, x, [], before, Parameters);
            Assert.Equal((PlanSource.New, SqpStatus.Solved), (outcome.Source, outcome.Status));
            Assert.Equal((int)End - hour, planner.Plan.Stages);
            Assert.Equal(End, planner.Plan.Times[^1], 1e-12);
            if (hour == 0) (inputs, states) = (planner.Plan.Inputs.ToArray(), planner.Plan.States.ToArray());
            for (int k = 0; k < planner.Plan.Stages; k++)
            {
                Assert.Equal(inputs[hour + k], planner.Plan.Input(k)[0], 1e-6);
                for (int i = 0; i < 4; i++) Assert.Equal(states[(hour + k + 1) * 4 + i], planner.Plan.State(k + 1)[i], 1e-6 * Math.Max(1, Math.Abs(states[(hour + k + 1) * 4 + i])));
            }
            planner.Plan.State(1).CopyTo(x);
            planner.Plan.Input(0).CopyTo(before);
        }
        Assert.Equal(PlanSource.Ended, planner.Decide(End, x, [], before, Parameters).Source);
    }

    [Fact]
    public void The_plan_to_the_end_is_that_of_a_problem_of_just_these_stages()
    {
        OptimalControlProblem whole = BatchReactor.Problem() with
        {
            Tree = StageTree.Chain(12), Steps = OptimalControlProblem.EqualSteps(12, 1),
        };
        var reference = new SqpSolver<BatchReactor>(whole) { Tolerance = 1e-9 };
        reference.Start(Start, [0]);
        Assert.Equal(SqpStatus.Solved, reference.Solve(0, Start, [0]));
        Planner<BatchReactor> planner = Planner();
        PlanOutcome outcome = planner.Decide(0, Start, [], [0], Parameters);
        for (int k = 0; k < 12; k++) Assert.Equal(reference.Input(k)[0], planner.Plan.Input(k)[0], 1e-7);
        Assert.Equal(reference.Cost, outcome.Cost, 1e-6);
    }

    [Theory]
    [InlineData(11.3)]
    [InlineData(0.4)]
    [InlineData(1.0000000001)]
    public void A_batch_end_between_two_decisions_is_met_by_a_shorter_last_stage(double end)
    {
        Planner<BatchReactor> planner = Planner(end);
        Assert.Equal(PlanSource.New, planner.Decide(0, Start, [], [0], Parameters).Source);
        Assert.Equal(end, planner.Plan.Times[^1], 1e-12);
        Assert.Equal(Math.Max(1, (int)Math.Ceiling(end - 1e-6)), planner.Plan.Stages);
    }

    [Fact]
    public void A_plan_that_was_guessed_right_needs_one_iteration()
    {
        Planner<BatchReactor> first = Planner(100), second = Planner(100);
        int iterations = first.Decide(0, Start, [], [0], Parameters).Iterations;
        second.Start(first.Plan.States, first.Plan.Inputs);
        Assert.InRange(second.Decide(0, Start, [], [0], Parameters).Iterations, 1, (iterations + 1) / 2);
        for (int k = 0; k < 20; k++) Assert.Equal(first.Plan.Input(k)[0], second.Plan.Input(k)[0], 1e-7);
    }
}
