using Titer.Batch;
using Titer.Control.Predictive;
using Titer.Control.Strategy;
using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Plant.Bioreactor;
using Titer.Processes;
using Titer.Processes.CellCulture;
using M = Titer.Control.Strategy.ChoStrategyModel;
using U = Titer.Processes.CellCulture.ChoSlowInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Bench.Decide.Campaign;

/// <summary>
/// The best titre at harvest that the plant of a seed allows when its parameters and state are known and nothing is measured: the strategy's own
/// problem on a grid of 6 h (another one where that does not converge), no back-off; then its inputs on the slow culture by adaptive integration,
/// whose end is the figure.
/// </summary>
internal static class PerfectKnowledge
{
    private const double Oxygen = 40, Gas = 5, SamplingLitresPerHour = 0.2 / 24;

    /// <summary>Lengths of the stages, h, tried one after the other: the problem is not convex, and a start that stalls on one may lead on with
    /// another.</summary>
    private static readonly double[] Grids = [6, 8, 12, 4, 16];

    /// <summary>g/L; null when no grid converges.</summary>
    public static double? Titre(Recipe recipe, ulong seed) =>
        Grids.Select(grid => Titre(recipe, seed, grid)).FirstOrDefault(titre => titre is not null);

    private static double? Titre(Recipe recipe, ulong seed, double gridHours)
    {
        ChoStrategySettings settings = StrategySettings.Of(recipe.Strategy!) with { Enough = double.PositiveInfinity };
        double end = recipe.Strategy!.End.TotalHours;
        int stages = (int)Math.Round(end / gridHours);
        PlantDraw plant = PlantDraw.From(seed, BioreactorUnit.IntendedStart(recipe));
        double[] parameters = new double[M.Parameters], x = plant.Start[..M.States];
        plant.Parameters.CopyTo(parameters, 0);
        M.SetObjective(settings, Oxygen, Gas, parameters);
        double[] input = [0, recipe.Parameter("temperature-growth").Value.Value, recipe.Parameter("pH-set-point").Value.Value];
        var planner = new Planner<M>(
            ChoStrategyProblem.Of(settings, end) with { Tree = StageTree.Chain(stages), Steps = OptimalControlProblem.EqualSteps(stages,
                end / stages) },
            ChoStrategyProblem.Options(settings, end: 0) with { RealTime = false, IterationLimit = 100, Tolerance = 1e-4, SafeDefect = 1e-3 });
        (double[] states, double[] inputs) = FirstCourse.Of(
            [.. Enumerable.Repeat(end / stages, stages)], end, x, input, x[X.Glucose], settings.Feed.High, parameters);
        planner.Start(states, inputs);
        PlanOutcome outcome = planner.Decide(-end, x, [], input, parameters);
        if (!outcome.Valid) return null;

        double[] u = new double[ChoSlowInput.Count];
        (u[U.Oxygen], u[U.Gas], u[U.Sampling]) = (Oxygen, Gas, SamplingLitresPerHour);
        var ode = new ModelOde<ChoSlowCulture>(u, plant.Parameters);
        var integrator = new Integrator(M.States, new Numerics.Tolerance(1e-8, 1e-9));
        for (int stage = 0; stage < planner.Plan.Stages; stage++)
        {
            ReadOnlySpan<double> planned = planner.Plan.Input(stage);
            (u[U.Feed], u[U.Temperature], u[U.PH]) = (planned[M.Feed], planned[M.Temperature], planned[M.PH]);
            integrator.Advance(ref ode, planner.Plan.Times[stage], planner.Plan.Times[stage + 1], x);
        }
        return x[X.Antigen];
    }
}
