using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Control.Strategy;
using Titer.Core;

namespace Titer.Control.Controllers.Transcription;

/// <summary>
/// A flow that the recipe or the strategy sets, given by one pump or split over several in fixed parts. Rungs: as the strategy has planned; as the
/// recipe has it; safe hold at the recent mean, when a pump does not deliver what it is told or nobody sees what the flow does.
/// </summary>
public sealed class FlowController : IController
{
    private readonly Tag _variable;
    private readonly ImmutableArray<(ActuatorLimit Limit, double Part, PumpMonitor? Monitor)> _pumps;
    private readonly IStrategy? _strategy;
    private readonly Ladder _ladder;
    private readonly RecentMean _recent = new(0.25);

    /// <param name="variable">The controlled variable whose set point is the flow, L/h.</param>
    /// <param name="pumps">Each with its part of the flow and what watches it; null where nothing does.</param>
    /// <param name="seenBy">What shows the effect of the flow: the volume of the vessel, the speed of the stirrer.</param>
    /// <param name="strategy">Moves the set point; null for a recipe without a strategy.</param>
    public FlowController(
        Tag variable, ImmutableArray<(ActuatorLimit Limit, double Part, PumpMonitor? Monitor)> pumps, Tag seenBy, IStrategy? strategy = null)
    {
        var seen = new Need(seenBy, TimeSpan.FromMinutes(5));
        (_variable, _pumps, _strategy) = (variable, pumps, strategy);
        _ladder = new Ladder(variable.Name,
        [
            .. strategy is null ? (Rung[])[] : [new Rung("predictive", [seen], _ => Failing() ?? WithoutPlan())],
            new Rung("recipe", [seen], _ => Failing()),
            new Rung("hold", []),
        ]);
    }

    public string Name => _variable.Name;

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(_variable, out Target target))
        {
            foreach (var pump in _pumps) to.Commands.Add(pump.Limit.ToSafe(situation.Now, $"{Name}/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out _);
        if (!_ladder.OnLastRung) _recent.Add(target.Value, hours);
        double flow = _ladder.OnLastRung ? _recent.Value : target.Value;
        string reason = _ladder.Current.Name switch
        {
            "predictive" => "as the strategy has planned",
            "recipe" => "as the recipe has it",
            _ => "held at its recent mean",
        };
        foreach (var pump in _pumps)
            to.Commands.Add(pump.Limit.Command(situation.Now, flow * pump.Part, $"{Name}/{_ladder.Current.Name}", reason, evidence));
    }

    private string? Failing()
    {
        foreach (var pump in _pumps)
            if (pump.Monitor is { Fails: true }) return $"the {pump.Limit.Actuator} does not deliver what it is told";
        return null;
    }

    private string? WithoutPlan() => _strategy!.Moves.ContainsKey(_variable) ? null : "the strategy is not followed";
}
