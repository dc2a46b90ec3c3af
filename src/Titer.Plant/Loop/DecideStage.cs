using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Control.Controllers;
using Titer.Control.Strategy;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>
/// The recipe sets the targets, a strategy moves them, what leaves them is alarmed, then every controller gives its commands and what is by hand is put in their place.
/// </summary>
/// <param name="readings">What the recipe may ask of the unit.</param>
/// <param name="strategy">Null for a recipe without one.</param>
public sealed class DecideStage(
    BatchEngine engine, IReadings readings, HoldSupervisor supervisor, IReadOnlyList<IController> controllers, Situation situation,
    IStrategy? strategy = null) : IStage
{
    private readonly Hands _hands = new(engine.Recipe.Equipment.Actuators);
    private readonly DeviationAlarms _deviations = new();
    private readonly List<OperatorAction> _requests = [];

    public void Run(LoopTick tick)
    {
        tick.Actions.AddRange(_requests);
        _requests.Clear();
        engine.Step(tick.Now, readings, tick.Actions, tick.Events);
        supervisor.Watch(tick.Now, engine.State.State, _requests);

        situation.Stopped = engine.Goals.Mode == GoalMode.Stopped;
        situation.StrategyEnd = engine.Goals.StrategyEnd;
        Hands.Announce(engine.State, situation);
        TakeTargets();
        double hours = tick.Hours > 0 ? tick.Hours : 1.0 / 60;
        var output = new ControlOutput(tick.Commands, tick.Events, tick.Decisions);
        if (strategy is not null)
        {
            strategy.Decide(situation, hours, output);
            engine.Move(strategy.Moves, tick.Events);
            TakeTargets();
        }
        _deviations.Watch(situation, tick.Events);
        foreach (IController controller in controllers) controller.Decide(situation, hours, output);
        _hands.Apply(engine.State, situation, hours, tick.Commands, tick.Events);
    }

    private void TakeTargets()
    {
        situation.Targets.Clear();
        foreach ((Tag tag, Goal goal) in engine.Goals.SetPoints)
            situation.Targets[tag] = new Target(tag, goal.Value, goal.Unit, goal.Low ?? double.NaN, goal.High ?? double.NaN);
    }
}
