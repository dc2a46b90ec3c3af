using System.Text.Json;
using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.OptimalControl;

public sealed class SqpSolverTests
{
    private static OptimalControlProblem Linear(int horizon = 10, double[]? pathHigh = null, double[]? inputLow = null, double[]? inputHigh = null) => new()
    {
        Tree = StageTree.Chain(horizon), States = 1, Inputs = 1, PathRows = 1, Steps = OptimalControlProblem.EqualSteps(horizon, 1), Parameters = [[1, 0]],
        PathHigh = pathHigh, PathLow = pathHigh is null ? null : [double.NegativeInfinity], InputLow = inputLow, InputHigh = inputHigh,
    };

    [Fact]
    public void A_linear_problem_is_solved_in_one_step_to_the_discrete_Riccati_solution()
    {
        var solver = new SqpSolver<Integrator1D>(Linear());
        solver.Start([0], [0]);
        Assert.Equal(SqpStatus.Solved, solver.Solve(0, [1], [0]));
        Assert.InRange(solver.Iterations, 1, 2); // the second one sees that nothing is left
        // x+ = x + u, cost x^2 + u^2, end x^2: P <- 1 + P - P^2 / (1 + P)
        double p = 1;
        for (int k = 0; k < 9; k++) p = 1 + p - p * p / (1 + p);
        Assert.Equal(-p / (1 + p), solver.Input(0)[0], 1e-9);
    }

    [Fact]
    public void Limits_of_inputs_and_path_hold_and_the_multipliers_of_others_do_not_disturb()
    {
        var solver = new SqpSolver<Integrator1D>(Linear(inputLow: [-0.2], inputHigh: [0.2], pathHigh: [0.9]));
        solver.Start([0], [0]);
        Assert.Equal(SqpStatus.Solved, solver.Solve(0, [1.05], [0]));
        for (int node = 0; node < 10; node++)
        {
            Assert.InRange(solver.Input(node)[0], -0.2 - 1e-9, 0.2 + 1e-9);
            Assert.InRange(solver.State(node)[0] + solver.Input(node)[0], double.NegativeInfinity, 0.9 + 1e-8);
        }
        Assert.Equal(-0.2, solver.Input(0)[0], 1e-6);
    }

    [Fact]
    public void Limits_that_no_input_can_keep_end_with_a_status_and_a_plan_of_admissible_inputs()
    {
        var solver = new SqpSolver<Integrator1D>(Linear(inputLow: [-0.2], inputHigh: [0.2], pathHigh: [0]));
        solver.Start([0], [0]);
        SqpStatus status = solver.Solve(0, [5], [0]);
        Assert.Contains(status, (SqpStatus[])[SqpStatus.Infeasible, SqpStatus.Stalled, SqpStatus.IterationLimit]);
        Assert.InRange(solver.Input(0)[0], -0.2 - 1e-9, 0.2 + 1e-9);
    }

    [Fact]
    public void A_state_that_is_not_a_number_is_a_status_and_leaves_the_plan_alone()
    {
        var solver = new SqpSolver<Integrator1D>(Linear());
        solver.Start([0], [0]);
        solver.Solve(0, [1], [0]);
        double before = solver.Input(0)[0];
        Assert.Equal(SqpStatus.NotFinite, solver.Solve(0, [double.NaN], [0]));
        Assert.Equal(before, solver.Input(0)[0]);
    }

    [Fact]
    public void When_time_is_up_the_solver_says_so_and_keeps_what_it_has()
    {
        int asked = 0;
        var solver = new SqpSolver<BatchReactor>(BatchReactor.Problem()) { Expired = () => ++asked >= 2 };
        solver.Start([1, 0.5, 0, 120], [0]);
        Assert.Equal(SqpStatus.Deadline, solver.Solve(0, [1, 0.5, 0, 120], [0]));
        Assert.Equal(2, solver.Iterations);
        Assert.InRange(solver.Input(0)[0], 0, 0.2);
    }

    [Fact]
    public void Real_time_iterations_follow_the_converged_controller()
    {
        var exact = new SqpSolver<BatchReactor>(BatchReactor.Problem());
        var quick = new SqpSolver<BatchReactor>(BatchReactor.Problem());
        double[] x = [1, 0.5, 0, 120], u = [0];
        exact.Start(x, u);
        quick.Start(x, u);
        quick.Solve(0, x, u);
        for (int k = 0; k < 10; k++)
        {
            Assert.Equal(SqpStatus.Solved, exact.Solve(0, x, u));
            quick.Prepare(0);
            Assert.Equal(SqpStatus.Iterated, quick.Feedback(x, u));
            Assert.Equal(exact.Input(0)[0], quick.Input(0)[0], 2e-4);
            exact.Input(0).CopyTo(u);
            exact.State(1).CopyTo(x);
            exact.Shift();
            quick.Shift();
        }
    }

    [Fact]
    public void Steady_control_allocates_nothing()
    {
        var solver = new SqpSolver<StirredTank>(StirredTank.Problem());
        double[] x = [0.8, 0.5, 134.14, 130], u = [5, 0];
        solver.Start(x, u);
        solver.Solve(0, x, u);
        long before = GC.GetAllocatedBytesForCurrentThread();
        solver.Solve(0, x, u);
        solver.Prepare(0);
        solver.Feedback(x, u);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (double[][] States, double[][] Inputs) Published(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.SharedData("dompc"), file)));
        double[][] Of(string key) => [.. document.RootElement.GetProperty(key).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        return (Of("_x"), Of("_u"));
    }

    [Fact]
    public void The_batch_reactor_of_do_mpc_gets_the_published_inputs()
    {
        (double[][] states, double[][] inputs) = Published("batch-reactor-mpc.json");
        var solver = new SqpSolver<BatchReactor>(BatchReactor.Problem());
        solver.Start(states[0], [0]);
        double[] before = [0];
        for (int k = 0; k < inputs.Length; k++)
        {
            Assert.Equal(SqpStatus.Solved, solver.Solve(0, states[k], before));
            Assert.Equal(1, solver.Input(0)[0] / inputs[k][0], 1e-4);
            before = inputs[k];
        }
    }

    [Fact]
    public void The_robust_stirred_tank_of_do_mpc_gets_the_published_feed_and_nearly_its_cooling()
    {
        // The cooling is all but free in this problem: a shift of 20 kJ/h through the horizon costs less than the tolerance at which IPOPT stops.
        (double[][] states, double[][] inputs) = Published("cstr-mpc.json");
        var solver = new SqpSolver<StirredTank>(StirredTank.Problem());
        solver.Start(states[0], [5, 0]);
        double[] before = [0, 0];
        for (int k = 0; k < inputs.Length; k++)
        {
            Assert.Equal(SqpStatus.Solved, solver.Solve(0, states[k], before));
            Assert.Equal(1, solver.Input(0)[0] / inputs[k][0], 2e-4);
            Assert.InRange(solver.Input(0)[1], inputs[k][1] - 20, inputs[k][1] + 20);
            before = inputs[k];
        }
    }
}
