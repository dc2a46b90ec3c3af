using Titer.Control.Predictive;
using Titer.Control.Strategy.Transcription;
using Titer.Numerics;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>
/// The most RNA that the plant of a seed allows from the start of the fed batch with the same totals, when its parameters and state are known: the
/// strategy's problem without back-off or caution on several grids from several starts, each feed then rolled out in the plant itself; the best
/// counts. Checked by random changes of that feed, which are rolled out too.
/// </summary>
internal static class PerfectKnowledge
{
    private const int Changes = 300;
    private static readonly int[] Stages = [12, 24];
    private static readonly double[] MagnesiumPerNucleotide = [0.45, 0.65];

    public static (Outcome Best, double Found) Of(ulong seed)
    {
        (Outcome Outcome, double[] Feed)? best = null;
        foreach (int stages in Stages)
            foreach (double magnesium in MagnesiumPerNucleotide)
                if (Plan(seed, stages, magnesium) is { } feed && RollOut(seed, feed) is var outcome && outcome.Grams > (best?.Outcome.Grams ?? 0))
                    best = (outcome, feed);
        if (best is not { } found) throw new InvalidOperationException($"No plan converges for seed {seed}.");
        double first = found.Outcome.Grams;
        Gaussian random = Gaussian.Stream(seed, "changed feed");
        for (int k = 0; k < Changes; k++)
        {
            double[] changed = Changed(found.Feed, random);
            Outcome outcome = RollOut(seed, changed);
            if (outcome.Grams > found.Outcome.Grams && outcome.DoubleStranded <= ControlRecipe.Settings.DoubleStrands)
                found = (outcome, changed);
        }
        return (found.Outcome, found.Outcome.Grams / first - 1);
    }

    private static double[]? Plan(ulong seed, int stages, double magnesium)
    {
        var plant = new Vessel(seed, ControlRecipe.Predictive);
        double[] parameters = new double[M.Parameters], x = new double[M.States];
        plant.Parameters.CopyTo(parameters, 0);
        IvtStrategyState.Of(plant.State, 0, 0, ControlRecipe.Settings, parameters, x);
        double[] steps = OptimalControlProblem.EqualSteps(stages, ControlRecipe.Hours / stages);
        OptimalControlProblem problem = IvtStrategyProblem.On(steps, ControlRecipe.Settings) with { LeastCurvature = 0.1 };
        PlannerOptions options = IvtStrategyProblem.Options(ControlRecipe.Settings, end: 0) with
        {
            RealTime = false, IterationLimit = 150, Tolerance = 1e-4, SafeDefect = 1e-2, UncertainParameters = [],
        };
        var planner = new Planner<M>(problem, options);
        (double[] states, double[] inputs) = IvtFirstCourse.Of(steps, ControlRecipe.Hours, x, ControlRecipe.Settings, parameters, magnesium);
        planner.Start(states, inputs);
        return planner.Decide(-ControlRecipe.Hours, x, [], inputs.AsSpan(0, M.Inputs), parameters).Valid ? [.. planner.Plan.Inputs] : null;
    }

    /// <summary>A feed of stages of equal length, row by row, cut where its totals are spent.</summary>
    private static Outcome RollOut(ulong seed, double[] feed)
    {
        var vessel = new Vessel(seed, ControlRecipe.Predictive);
        int minutes = (int)(60 * ControlRecipe.Hours), stages = feed.Length / M.Inputs;
        var limited = new LimitedFeed();
        for (int minute = 0; minute < minutes; minute++) vessel.Run(limited.Of(feed.AsSpan(minute * stages / minutes * M.Inputs, M.Inputs)));
        return Outcome.Of(vessel.State, vessel.Parameters);
    }

    private static double[] Changed(double[] feed, Gaussian random)
    {
        double[] changed = [.. feed];
        double size = 0.3 * random.Uniform();
        int at = (int)(random.Uniform() * feed.Length), to = (int)(random.Uniform() * feed.Length / M.Inputs) * M.Inputs + at % M.Inputs;
        double moved = size * random.Uniform(-1, 1) * Math.Max(feed[at], feed[to]);
        changed[at] = Math.Max(feed[at] + moved, 0);
        if (random.Uniform() < 0.7) changed[to] = Math.Max(feed[to] - moved, 0); // the total stays
        return changed;
    }
}
