using Titer.Control.Controllers;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Strategy.Transcription;
using Titer.Control;
using Titer.Core;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>One batch of a seed's plant under each strategy.</summary>
internal static class Batches
{
    private const int Minutes = (int)(60 * ControlRecipe.Hours);
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    /// <param name="magnesium">mmol in all.</param>
    public static Outcome OneShot(ulong seed, double magnesium)
    {
        var vessel = new Vessel(seed, ControlRecipe.OneShotStart(magnesium));
        for (int minute = 0; minute < Minutes; minute++) vessel.Run([0, 0, 0]);
        return vessel.Result();
    }

    public static Outcome LinearFeed(ulong seed, double magnesium)
    {
        double[] start = ControlRecipe.FedStart(), feed = [.. ControlRecipe.LinearFeed];
        // The same part of the magnesium is fed, whatever there is in all.
        double share = magnesium / ControlRecipe.Magnesium;
        feed[M.MagnesiumFeed] *= share;
        double changed = (share - 1) * start[X.Magnesium];
        start[X.Magnesium] += changed;
        start[X.Anions] += 2 * changed;
        var vessel = new Vessel(seed, start);
        for (int minute = 0; minute < Minutes; minute++) vessel.Run(minute < 60 * ControlRecipe.FeedHours ? feed : [0, 0, 0]);
        return vessel.Result();
    }

    /// <summary>The strategy in closed loop: chips, estimator, a decision each 5 min.</summary>
    public static (Outcome Outcome, int Followed) Predictive(ulong seed)
    {
        double[] start = ControlRecipe.FedStart();
        var vessel = new Vessel(seed, start);
        var chips = new SimulatedChips(seed);
        var estimator = new IvtEstimator("bench", Start, start, ControlRecipe.Parameters);
        var strategy = new IvtStrategy(ControlRecipe.Settings, estimator, new IterationDeadline(200));
        var situation = new Situation { StrategyEnd = Start.AddMinutes(Minutes) };
        var output = new ControlOutput([], [], []);
        var limited = new LimitedFeed();
        double[] feed = new double[M.Inputs];
        int followed = 0;
        for (int minute = 0; minute < Minutes; minute++)
        {
            DateTimeOffset now = Start.AddMinutes(minute);
            List<Measurement> readings = chips.Read(now, vessel.State, vessel.Parameters);
            estimator.Update(now, vessel.Flows, readings);
            (situation.Now, situation.Estimate) = (now, estimator.Publish());
            foreach (Measurement m in readings) situation.Measurements[m.Tag] = m;
                strategy.Decide(situation, 1 / 60.0, output);
            if (strategy.Moves.Count > 0) followed++;
            double[] own = minute < 60 * ControlRecipe.FeedHours ? ControlRecipe.LinearFeed : [0, 0, 0];
            feed[M.NucleotideFeed] = strategy.Moves.GetValueOrDefault(TranscriptionTags.NucleotideFeed, own[M.NucleotideFeed]);
            feed[M.MagnesiumFeed] = strategy.Moves.GetValueOrDefault(TranscriptionTags.MagnesiumFeed, own[M.MagnesiumFeed]);
            feed[M.PolymeraseFeed] = strategy.Moves.GetValueOrDefault(TranscriptionTags.PolymeraseFeed, own[M.PolymeraseFeed]);
            vessel.Run(limited.Of(feed));
        }
        return (vessel.Result(), followed);
    }
}
