using System.Diagnostics;
using Titer.Batch;
using Titer.Control.Predictive;
using Titer.Control.Strategy;
using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Plant.Bioreactor;
using Titer.Processes;
using Titer.Processes.CellCulture;
using M = Titer.Control.Strategy.ChoStrategyModel;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoSlowInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Bench.Decide.Campaign;

/// <summary>
/// Time from estimate to plan along a batch of 14 days, decided every hour, outside the loop so that nothing else is in it. The plant is drawn
/// by a seed; the estimate is its true state with the noise of the loop's estimates, its parameters off by a random walk, so that the planner meets
/// surprises as it does there. The first decision, which starts from nothing, is not one of steady control and not in the figures.
/// </summary>
internal static class ReplanTiming
{
    private const double Oxygen = 40, Gas = 5;
    private static readonly double[] RelativeNoise = [0.01, 0.03, 0.005, 0.03, 0.01, 0.02, 0.005, 0.002];
    private static readonly int[] Wandering = [P.MaximumGrowth, P.MaximumDeath, P.MaintenanceGlucose, P.YieldGlutamine, P.Productivity];
    private const double WanderingPerHour = 0.005;

    public sealed record Result(double[] Milliseconds, long AllocatedBytes, int Unsafe, double Titre);

    public static Result Run(Recipe recipe, ulong seed)
    {
        ChoStrategySettings settings = StrategySettings.Of(recipe.Strategy!);
        double end = recipe.Strategy!.End.TotalHours, step = recipe.Strategy.Every.TotalHours;
        PlantDraw plant = PlantDraw.From(seed, BioreactorUnit.IntendedStart(recipe));
        Gaussian random = Gaussian.Stream(seed, "replan");
        double[] truth = plant.Start[..M.States], x = new double[M.States], input = [0, 36.8, 7.05], u = new double[ChoSlowInput.Count];
        double[] parameters = new double[M.Parameters], root = new double[M.States * M.States];
        plant.Parameters.CopyTo(parameters, 0);
        M.SetObjective(settings, Oxygen, Gas, parameters);
        (u[U.Oxygen], u[U.Gas]) = (Oxygen, Gas);
        var ode = new ModelOde<ChoSlowCulture>(u, plant.Parameters);
        var integrator = new Integrator(M.States, new Numerics.Tolerance(1e-8, 1e-9));
        OptimalControlProblem problem = ChoStrategyProblem.Of(settings, end);
        var planner = new Planner<M>(problem, ChoStrategyProblem.Options(settings, end: 0));
        (double[] states, double[] inputs) = FirstCourse.Of(problem.Steps, end, truth, input, truth[X.Glucose], settings.Feed.High, parameters);
        planner.Start(states, inputs);
        int steps = (int)Math.Round(end / step), failed = 0;
        double[] times = new double[steps - 1];
        long bytes = 0;
        for (int k = 0; k < steps; k++)
        {
            foreach (int i in Wandering) parameters[i] *= Math.Exp(WanderingPerHour * Math.Sqrt(step) * random.Next());
            for (int i = 0; i < M.States; i++)
            {
                x[i] = truth[i] * (1 + RelativeNoise[i] * random.Next());
                root[i * M.States + i] = RelativeNoise[i] * Math.Abs(truth[i]) + 1e-3;
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread(), begun = Stopwatch.GetTimestamp();
            PlanOutcome outcome = planner.Decide(k * step - end, x, root, input, parameters);
            if (k > 0)
            {
                times[k - 1] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            }
            if (outcome.Source != PlanSource.New) failed++;
            planner.Plan.InputAt(k * step - end).CopyTo(input);
            (u[U.Feed], u[U.Temperature], u[U.PH]) = (input[M.Feed], input[M.Temperature], input[M.PH]);
            integrator.Advance(ref ode, 0, step, truth);
        }
        return new Result(times, bytes / (steps - 1), failed, truth[X.Antigen]);
    }
}
