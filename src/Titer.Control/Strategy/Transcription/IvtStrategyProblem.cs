using Titer.Control.Predictive;
using Titer.Numerics;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;

namespace Titer.Control.Strategy.Transcription;

/// <summary>The optimal control problem of a transcription's strategy and how its planner plans.</summary>
public static class IvtStrategyProblem
{
    /// <summary>Stages of the horizon, h: of 5 min where the plan is followed before the next decision, of 20 min where it is only
    /// foreseen.</summary>
    private static readonly double[] First = [1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 6.0, 1 / 6.0, 1 / 3.0];

    private const double Usual = 1 / 3.0;

    /// <summary>Age of a plan, h, from which on it is no longer followed.</summary>
    public const double MaximumAge = 0.5;

    // g/L of RNA per L beyond the volume and per g of double strands: far above what going beyond could earn.
    private const double VolumePrice = 100, StrandPrice = 100;

    /// <param name="settings">Of the recipe.</param>
    /// <param name="longest">Longest horizon, h.</param>
    public static OptimalControlProblem Of(IvtStrategySettings settings, double longest) =>
        On([.. First, .. Enumerable.Repeat(Usual, (int)Math.Ceiling(Math.Max(longest - First.Sum(), 0) / Usual - 1e-9))], settings);

    /// <param name="steps">Lengths of the stages, h.</param>
    public static OptimalControlProblem On(double[] steps, IvtStrategySettings settings)
    {
        double[] low = Filled(double.NegativeInfinity), high = Filled(double.PositiveInfinity), price = Filled(double.PositiveInfinity);
        // Nothing below zero in any step of the solution: the model means nothing there.
        low[M.Nucleotides] = 0;
        (high[M.FedNucleotide], high[M.FedPolymerase]) = (settings.Nucleotide, settings.Polymerase);
        (high[M.Volume], price[M.Volume]) = (settings.Volume, VolumePrice);
        return new OptimalControlProblem
        {
            Tree = StageTree.Chain(steps.Length),
            States = M.States,
            Inputs = M.Inputs,
            PathRows = M.PathRows,
            Steps = steps,
            Points = 3,
            Parameters = [new double[M.Parameters]],
            StateLow = low,
            StateHigh = high,
            StatePrice = price,
            PathHigh = [0],
            PathPrice = [StrandPrice],
            InputLow = [settings.NucleotideFeed.Low, settings.MagnesiumFeed.Low, settings.PolymeraseFeed.Low],
            InputHigh = [settings.NucleotideFeed.High, settings.MagnesiumFeed.High, settings.PolymeraseFeed.High],
            ChangeWeight = [1e-3, 0.05, 0.5],
            StateScale = [1, 30, 0.1, 10, 0.5, 20, 20, 0.3, 100, 100, 50, 1, 1, 0.02],
            InputScale = [0.5, 0.05, 0.01],
            LeastCurvature = 0.5,
        };
    }

    /// <param name="settings">Of the recipe.</param>
    /// <param name="end">Model time of the end, h.</param>
    /// <param name="expired">Asked between iterations, with how many there were; null for a decision without a deadline.</param>
    public static PlannerOptions Options(IvtStrategySettings settings, double end, Func<int, bool>? expired = null) => new()
    {
        End = end,
        Risk = settings.Risk,
        RobustTime = 0,
        MaximumAge = MaximumAge,
        RealTime = true,
        IterationLimit = 80,
        Tolerance = 1e-3,
        SafeDefect = 0.02,
        Expired = expired,
    };

    private static double[] Filled(double value)
    {
        var values = new double[M.States];
        Array.Fill(values, value);
        return values;
    }
}
