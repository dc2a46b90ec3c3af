using Titer.Control.Controllers;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Strategy.Transcription;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Processes.Transcription;

namespace Titer.Control.Tests.Strategy.Transcription;

/// <summary>The strategy as a controller: when it decides, what it moves, when the recipe's own feed counts.</summary>
public sealed class IvtStrategyTests
{
    /// <summary>A strategy whose estimator hears nothing: what it plans from is the recipe's mix.</summary>
    private sealed class Batch
    {
        public readonly Scene Scene = new();
        public readonly List<Decision> Decisions = [];
        public readonly IvtStrategy Strategy;
        private readonly IvtEstimator _estimator;

        public Batch(int iterations = 200)
        {
            _estimator = new IvtEstimator("line", Scene.Now, IvtStrategyProblemTests.Mix.Start().AsSpan(), IvtStrategyProblemTests.Nominal());
            Strategy = new IvtStrategy(IvtStrategyProblemTests.Settings, _estimator, new IterationDeadline(iterations));
            Scene.Situation.StrategyEnd = Scene.Start.AddHours(4);
        }

        public Batch Minutes(int count, Quality magnesium = default)
        {
            for (int i = 0; i < count; i++)
            {
                Scene.Pass();
                _estimator.Update(Scene.Now, InVitroTranscription.Description.DefaultInputs(), []);
                Scene.Situation.Estimate = _estimator.Publish();
                Scene.Read(Tags.PH, 7.9);
                Scene.Read(TranscriptionTags.FreeMagnesium, 0.2, magnesium);
                Scene.Read(TranscriptionTags.Nucleotides, 26);
                Strategy.Decide(Scene.Situation, Scene.Tick, new ControlOutput([], Scene.Events, Decisions));
            }
            return this;
        }
    }

    private static readonly Tag[] Feeds = [TranscriptionTags.MagnesiumFeed, TranscriptionTags.NucleotideFeed, TranscriptionTags.PolymeraseFeed];

    [Fact]
    public void It_decides_at_once_and_every_five_minutes_and_moves_the_three_feeds()
    {
        Batch batch = new Batch().Minutes(7);
        Assert.Equal([1, 6], batch.Decisions.Select(d => (int)Math.Round((d.Time - Scene.Start).TotalMinutes)));
        Assert.Equal(Feeds, batch.Strategy.Moves.Keys.OrderBy(t => t.Name, StringComparer.Ordinal));
        Decision last = batch.Decisions[^1];
        Assert.True(last.IsOwnPlan);
        foreach (Tag feed in Feeds) Assert.Equal(last.Plan[0, last.Plan.IndexOf(feed)], batch.Strategy.Moves[feed]);
    }

    [Fact]
    public void Without_free_magnesium_the_recipes_own_feed_counts()
    {
        Batch batch = new Batch().Minutes(2).Minutes(1, Scene.Dead);
        Assert.Empty(batch.Strategy.Moves);
        Assert.Equal(("ladder.down", "recipe"), (batch.Scene.Events[0].Code, batch.Scene.Events[0].Data["to"]));
    }

    [Fact]
    public void It_lets_go_where_the_recipe_does_not_ask_for_it()
    {
        Batch batch = new Batch().Minutes(1);
        batch.Scene.Situation.StrategyEnd = null;
        Assert.Empty(batch.Minutes(1).Strategy.Moves);
        Assert.Empty(batch.Scene.Events);
    }

    [Fact]
    public void The_same_batch_gives_the_same_decisions_bit_for_bit()
    {
        Batch a = new Batch().Minutes(6), b = new Batch().Minutes(6);
        Assert.Equal(2, a.Decisions.Count);
        for (int i = 0; i < a.Decisions.Count; i++)
        {
            Assert.Equal(a.Decisions[i].Plan.Rows, b.Decisions[i].Plan.Rows);
            Assert.Equal((a.Decisions[i].Cost, a.Decisions[i].Iterations, a.Decisions[i].Model), (b.Decisions[i].Cost, b.Decisions[i].Iterations, b.Decisions[i].Model));
        }
    }

    [Fact]
    public void A_decision_whose_time_is_up_before_its_plan_is_safe_leaves_the_feed_to_the_recipe()
    {
        Batch batch = new Batch(iterations: 1).Minutes(1);
        Assert.Equal((DecisionStatus.Deadline, false), (batch.Decisions[0].Status, batch.Decisions[0].IsOwnPlan));
        Assert.Empty(batch.Strategy.Moves);
    }
}
