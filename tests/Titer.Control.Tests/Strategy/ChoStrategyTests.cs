using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Control.Strategy;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Processes.CellCulture;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Strategy;

/// <summary>The strategy as a controller: when it decides, what it gives, when it steps down.</summary>
public sealed class ChoStrategyTests
{
    private readonly Scene _scene = new();
    private readonly List<Decision> _decisions = [];
    private readonly ChoEstimator _estimator;
    private readonly ChoStrategy _strategy;

    public ChoStrategyTests()
    {
        double[] culture = ChoFedBatch.Description.DefaultStates();
        culture[X.ViableCells] = 4;
        _estimator = new ChoEstimator("bioreactor", _scene.Now, culture, ChoFedBatch.Description.DefaultParameters());
        _strategy = new ChoStrategy(ChoStrategyProblemTests.Settings, _estimator, new IterationDeadline(100));
        _scene.Situation.StrategyEnd = Scene.Start.AddHours(60);
        foreach ((Tag tag, double value) in (ReadOnlySpan<(Tag, double)>)[(Tags.Temperature, 36.8), (Tags.PH, 7.05), (Tags.DissolvedOxygen, 40), (Tags.Glucose, 20)])
            _scene.Aim(tag, value);
    }

    private void Minutes(int count, Quality glucose = default)
    {
        for (int i = 0; i < count; i++)
        {
            _scene.Pass();
            _estimator.Update(_scene.Now, ChoFedBatch.Description.DefaultInputs(), []);
            _scene.Situation.Estimate = _estimator.Publish();
            _scene.Read(Tags.Glucose, 20, glucose);
            _scene.Read(Tags.Biovolume, 7);
            var commands = new List<Command>();
            _strategy.Decide(_scene.Situation, Scene.Tick, new ControlOutput(commands, _scene.Events, _decisions));
            Assert.Empty(commands); // it moves set points; what actuators do is the business of the loops
        }
    }

    [Fact]
    public void It_decides_at_once_and_then_every_hour()
    {
        Minutes(130);
        Assert.Equal([1, 61, 121], _decisions.Select(d => (int)Math.Round((d.Time - Scene.Start).TotalMinutes)));
        Decision first = _decisions[0];
        Assert.Equal((ChoStrategy.DecidedBy, true), (first.Controller, first.IsOwnPlan));
        Assert.Equal(ChoSlowCulture.Description.Hash(ChoFedBatch.Description.DefaultParameters()), first.Model);
        Assert.Equal(4, first.Basis.Values[0], 0.1);
        int feed = first.Plan.IndexOf(Actuators.Feed);
        Assert.True(feed >= 0);
        Assert.Equal(_strategy.Feed, _decisions[^1].Plan[0, feed]);
        Assert.Equal([Tags.Glucose, Tags.PH, Tags.Temperature], _strategy.Moves.Keys.Order());
    }

    [Fact]
    public void It_lets_go_of_everything_where_the_recipe_does_not_ask_for_it()
    {
        Minutes(5);
        Assert.NotNull(_strategy.Feed);
        _scene.Situation.StrategyEnd = null;
        Minutes(5);
        Assert.Null(_strategy.Feed);
        Assert.Empty(_strategy.Moves);
        Assert.Empty(_scene.Events);
        _scene.Situation.StrategyEnd = Scene.Start.AddHours(60);
        Minutes(1);
        Assert.Equal(2, _decisions.Count);
    }

    [Fact]
    public void Without_glucose_it_steps_down_at_once_and_up_ten_minutes_after_it_is_back()
    {
        Minutes(5);
        Minutes(70, Scene.Dead);
        Assert.Null(_strategy.Feed);
        Assert.Equal(("ladder.down", "recipe"), (_scene.Events[0].Code, _scene.Events[0].Data["to"]));
        Assert.Single(_decisions);
        Minutes(9);
        Assert.Null(_strategy.Feed);
        Assert.Equal(2, _decisions.Count); // planned anew from the first good reading on, so that there is a plan to step up to
        Minutes(3);
        Assert.NotNull(_strategy.Feed);
        Assert.Equal("ladder.up", _scene.Events[^1].Code);
    }

    [Fact]
    public void At_the_end_nothing_is_left_to_decide()
    {
        Minutes(5);
        _scene.Situation.StrategyEnd = _scene.Now.AddMinutes(1);
        Minutes(70);
        Assert.Null(_strategy.Feed);
        Assert.Equal(PlannedTrajectory.None, _decisions[^1].Plan);
    }
}
