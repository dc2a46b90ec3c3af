using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.OptimalControl;

/// <summary>Stages of unequal length, and what changes between solutions without a new solver.</summary>
public sealed class StageLengthTests
{
    private static readonly double[] Start = [1, 0.5, 0, 120];

    private static OptimalControlProblem Problem(double[] steps, int points = 3) => BatchReactor.Problem() with
    {
        Tree = StageTree.Chain(steps.Length), Steps = steps, Elements = 1, Points = points, ChangeWeight = null, StateLow = null, StateHigh = null,
        Weights = [.. new double[steps.Length], 1], InputLow = [0.02], InputHigh = [0.02],
    };

    private static double[] End(double[] steps, int points)
    {
        // Inputs that are all but fixed leave the collocation alone.
        OptimalControlProblem problem = Problem(steps, points) with { InputLow = [0.02 - 1e-9], InputHigh = [0.02 + 1e-9] };
        var solver = new SqpSolver<BatchReactor>(problem) { Tolerance = 1e-11 };
        solver.Start(Start, [0.02]);
        Assert.Equal(SqpStatus.Solved, solver.Solve(0, Start, [0.02]));
        return solver.State(steps.Length).ToArray();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public void Unequal_stages_that_are_halved_come_closer_to_equal_small_ones_with_the_order_of_the_collocation(int points, int order)
    {
        double[] unequal = [1, 2, 3, 2], halved = [.. unequal.SelectMany(h => new[] { h / 2, h / 2 })];
        double[] reference = End(OptimalControlProblem.EqualSteps(64, 8.0 / 64), 3);
        double Error(double[] steps) => Math.Abs(End(steps, points)[1] - reference[1]);
        Assert.InRange(Math.Log2(Error(unequal) / Error(halved)), order - 0.6, order + 1.2);
    }

    [Fact]
    public void A_stage_of_no_length_changes_nothing_of_the_plan_before_it()
    {
        double[] steps = OptimalControlProblem.EqualSteps(20, 1);
        OptimalControlProblem problem = BatchReactor.Problem() with { Steps = steps, Weights = new double[21] };
        var shrunk = new SqpSolver<BatchReactor>(problem);
        shrunk.Start(Start, [0]);
        foreach (int stages in (int[])[20, 13, 5])
        {
            for (int k = 0; k < 20; k++) (steps[k], problem.Weights![k]) = k < stages ? (1, 1) : (0, 0);
            problem.Weights![20] = 1;
            Assert.Equal(SqpStatus.Solved, shrunk.Solve(0, Start, [0]));
            var own = new SqpSolver<BatchReactor>(BatchReactor.Problem() with
            {
                Tree = StageTree.Chain(stages), Steps = OptimalControlProblem.EqualSteps(stages, 1),
            });
            own.Start(Start, [0]);
            Assert.Equal(SqpStatus.Solved, own.Solve(0, Start, [0]));
            for (int k = 0; k < stages; k++) Assert.Equal(own.Input(k)[0], shrunk.Input(k)[0], 1e-7);
            Assert.Equal(shrunk.State(stages)[2], shrunk.State(20)[2], 1e-12);
        }
    }

    [Fact]
    public void A_rate_limit_is_per_time_so_that_a_long_stage_may_change_more()
    {
        var solver = new SqpSolver<Integrator1D>(new()
        {
            Tree = StageTree.Chain(4), States = 1, Inputs = 1, PathRows = 1, Steps = [1, 1, 3, 2], Parameters = [[1, 0]], RateLimit = [0.1],
        });
        solver.Start([0], [0]);
        Assert.Equal(SqpStatus.Solved, solver.Solve(0, [50], [0]));
        double before = 0;
        foreach ((int k, double most) in ((int, double)[])[(0, 0.1), (1, 0.1), (2, 0.3)])
        {
            Assert.Equal(-most, solver.Input(k)[0] - before, 1e-7);
            before = solver.Input(k)[0];
        }
    }

    [Fact]
    public void Back_off_moves_the_limit_of_its_own_node_only()
    {
        var backOff = new double[11];
        backOff[4] = 0.3;
        var solver = new SqpSolver<Integrator1D>(new()
        {
            Tree = StageTree.Chain(10), States = 1, Inputs = 1, PathRows = 1, Steps = OptimalControlProblem.EqualSteps(10, 1), Parameters = [[1, 0]],
            StateLow = [0.5], StateBackOff = backOff,
        });
        solver.Start([1], [0]);
        Assert.Equal(SqpStatus.Solved, solver.Solve(0, [1], [0]));
        Assert.Equal(0.8, solver.State(4)[0], 1e-7);
        Assert.Equal(0.5, solver.State(5)[0], 1e-7);
        backOff[4] = 0;
        Assert.Equal(SqpStatus.Solved, solver.Solve(0, [1], [0]));
        Assert.Equal(0.5, solver.State(4)[0], 1e-7);
    }

    [Fact]
    public void A_plan_that_is_kept_is_read_at_other_times_as_precisely_as_its_collocation()
    {
        double[] steps = [.. OptimalControlProblem.EqualSteps(20, 1)];
        OptimalControlProblem problem = BatchReactor.Problem() with { Steps = steps };
        var solver = new SqpSolver<BatchReactor>(problem);
        solver.Start(Start, [0]);
        Assert.False(solver.Resume(0));
        solver.Solve(0, Start, [0]);
        double[] inputs = [.. Enumerable.Range(0, 20).Select(k => solver.Input(k)[0])], states = [.. Enumerable.Range(0, 21).Select(k => solver.State(k)[0])];
        solver.Keep(3);
        Assert.True(solver.Resume(4));
        for (int k = 0; k < 19; k++) Assert.Equal(states[k + 1], solver.State(k)[0], 1e-15);
        Assert.Equal(states[20], solver.State(20)[0]);
        for (int k = 0; k < 19; k++) Assert.Equal(inputs[k + 1], solver.Input(k)[0]);
        Assert.Equal(inputs[19], solver.Input(19)[0]);
        steps.AsSpan().Fill(0.5);
        Assert.True(solver.Resume(3));
        for (int k = 0; k < 20; k++) Assert.Equal(inputs[k / 2], solver.Input(k)[0], 1e-15);
        for (int k = 0; k < 20; k++) Assert.Equal(states[k / 2], solver.State(k & ~1)[0], 1e-15);
    }
}
