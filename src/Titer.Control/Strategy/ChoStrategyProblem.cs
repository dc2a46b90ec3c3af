using Titer.Control.Estimators;
using Titer.Control.Predictive;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using M = Titer.Control.Strategy.ChoStrategyModel;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Strategy;

/// <summary>The optimal control problem of a CHO strategy and how its planner plans.</summary>
public static class ChoStrategyProblem
{
    /// <summary>
    /// Stages of the horizon, h: short where the plan is followed before the next decision, half a day where it only has to be foreseen. With 6 h
    /// throughout the optimum is 0.1 % better (open loop, seed 201).
    /// </summary>
    private static readonly double[] First = [1, 1, 2, 2, 3, 3];

    private const double Usual = 12;

    /// <summary>Age of a plan, h, from which on it is no longer followed.</summary>
    public const double MaximumAge = 6;

    /// <summary>
    /// The uncertainty of the estimate is taken to grow for half a day; then the laboratory, which comes daily, and the chips will have told more.
    /// </summary>
    private const double RobustTime = 12;

    // g/L per mmol/L (or L) beyond a limit: far above what going beyond could earn, some 0.03 g/L per mmol/L of glucose.
    private const double LimitPrice = 1;

    /// <param name="settings">Of the recipe.</param>
    /// <param name="longest">Longest horizon, h.</param>
    public static OptimalControlProblem Of(ChoStrategySettings settings, double longest)
    {
        double[] steps = [.. First, .. Enumerable.Repeat(Usual, (int)Math.Ceiling(Math.Max(longest - First.Sum(), 0) / Usual))];
        double[] low = Filled(double.NegativeInfinity), high = Filled(double.PositiveInfinity), price = Filled(double.PositiveInfinity);
        (low[X.Glucose], high[X.Glucose]) = (settings.Glucose.Low, settings.Glucose.High);
        (high[X.Lactate], high[X.Ammonia], high[X.Volume]) = (settings.Lactate, settings.Ammonia, settings.Volume);
        price[X.Glucose] = price[X.Lactate] = price[X.Ammonia] = price[X.Volume] = LimitPrice;
        return new OptimalControlProblem
        {
            Tree = StageTree.Chain(steps.Length),
            States = M.States,
            Inputs = M.Inputs,
            Steps = steps,
            Points = 3,
            Parameters = [new double[M.Parameters]],
            StateLow = low,
            StateHigh = high,
            StatePrice = price,
            InputLow = [settings.Feed.Low, settings.Temperature.Low, settings.PH.Low],
            InputHigh = [settings.Feed.High, settings.Temperature.High, settings.PH.High],
            ChangeWeight = [0.01, 1e-4, 0.01],
            StateScale = [10, 3, 20, 5, 20, 5, 3, 150],
            InputScale = [0.2, 2, 0.1],
            LeastCurvature = 1e-3,
        };
    }

    /// <param name="end">Model time of the end, h.</param>
    /// <param name="expired">Asked between iterations, with how many there were; null for a decision without a deadline.</param>
    public static PlannerOptions Options(ChoStrategySettings settings, double end, Func<int, bool>? expired = null)
    {
        var all = new double[AdaptiveState.Count];
        var dynamics = new ChoDynamics(ChoFedBatch.Description.DefaultParameters());
        return new PlannerOptions
        {
            End = end,
            Risk = settings.Risk,
            RobustTime = RobustTime,
            MaximumAge = MaximumAge,
            Noise = (x, perSquareRootHour) =>
            {
                dynamics.ProcessNoise(x, all);
                all.AsSpan(0, M.States).CopyTo(perSquareRootHour);
            },
            RealTime = true,
            IterationLimit = 60,
            Tolerance = 1e-3,
            SafeDefect = 0.02,
            Expired = expired,
        };
    }

    private static double[] Filled(double value)
    {
        var values = new double[M.States];
        Array.Fill(values, value);
        return values;
    }
}
