using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Control.Strategy;
using Titer.Core;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Controllers;

/// <summary>
/// Glucose by the feed pump: feed-forward of what the estimated culture takes up, with feedback on the estimate,
/// F = V (q X + (G_sp - G) / tau) / (G_feed - G); see Craven, Whelan and Glennon 2014 for the model-based law it simplifies.
/// Rungs: the flow that a strategy has planned; with readings of glucose and cells behind the estimate; with glucose alone, the cells then being the
/// model's and the laboratory's;
/// feed-forward alone while only cells are seen; safe hold at the recent mean.
/// </summary>
public sealed class FeedController : IController
{
    /// <summary>Time in which the feedback takes away a glucose error, h: some Raman readings, so that noise does not pump.</summary>
    public const double FeedbackTime = 4;
    /// <summary>Largest relative standard uncertainty of glucose with which feedback is allowed.</summary>
    public const double MaximumRelativeUncertainty = 0.15;
    /// <summary>Largest relative standard uncertainty of viable cells with which their uptake is fed without a reading of them.</summary>
    public const double MaximumCellUncertainty = 0.15;

    private readonly ActuatorLimit _pump;
    private readonly ChoEstimator _estimator;
    private readonly PumpMonitor _monitor;
    private readonly ChoStrategy? _strategy;
    private readonly Ladder _ladder;
    private readonly RecentMean _recent = new(2);

    /// <param name="strategy">Plans the feed; null for a recipe without a strategy.</param>
    public FeedController(ActuatorLimit pump, ChoEstimator estimator, PumpMonitor monitor, ChoStrategy? strategy = null)
    {
        (_pump, _estimator, _monitor, _strategy) = (pump, estimator, monitor, strategy);
        Need glucose = new(Tags.Glucose, TimeSpan.FromMinutes(90)), cells = new(Tags.Biovolume, TimeSpan.FromMinutes(60));
        _ladder = new Ladder("glucose",
        [
            .. _strategy is null ? (Rung[])[] : [new Rung("predictive", [glucose, cells], _ => PumpFails() ?? WithoutPlan())],
            new Rung("feedback", [glucose, cells], s => PumpFails() ?? s.TooUncertain(Tags.Glucose, MaximumRelativeUncertainty)),
            new Rung("feedback-on-glucose", [glucose], s => PumpFails()
                ?? s.TooUncertain(Tags.Glucose, MaximumRelativeUncertainty) ?? s.TooUncertain(Tags.ViableCells, MaximumCellUncertainty)),
            new Rung("feed-forward", [cells], _ => PumpFails()),
            new Rung("hold", []),
        ]);
    }

    public string Name => "glucose";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || situation.Estimate is null || !situation.Targets.TryGetValue(Tags.Glucose, out Target target))
        {
            to.Commands.Add(_pump.ToSafe(situation.Now, "glucose/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out _);
        if (_ladder.OnLastRung)
        {
            to.Commands.Add(_pump.Command(situation.Now, _recent.Value, "glucose/hold", "feed held at its recent mean", []));
            return;
        }
        if (_ladder.Current.Name == "predictive")
        {
            Remember(situation, _strategy!.Feed!.Value, hours);
            to.Commands.Add(_pump.Command(situation.Now, _strategy.Feed.Value, "glucose/predictive", "as the strategy has planned", evidence));
            return;
        }
        ReadOnlySpan<double> x = _estimator.State, p = _estimator.Parameters;
        double uptake = Math.Max(ChoFedBatch.GlucoseUptake(x[..X.Count], p) * x[X.ViableCells], 0);
        bool feedback = _ladder.Current.Name != "feed-forward";
        double correction = feedback ? (target.Value - x[X.Glucose]) / FeedbackTime : 0;
        double flow = Math.Max(0, x[X.Volume] * (uptake + correction) / (p[P.FeedGlucose] - x[X.Glucose]));
        Remember(situation, flow, hours);
        to.Commands.Add(_pump.Command(situation.Now, flow, $"glucose/{_ladder.Current.Name}",
            feedback ? "uptake of the culture and glucose to set point" : "uptake of the culture", evidence));
    }

    // A hold goes on with what was given lately, be it by hand.
    private void Remember(Situation situation, double flow, double hours) => _recent.Add(situation.Hand(_pump.Actuator) ?? flow, hours);

    private string? PumpFails() => _monitor.Fails ? "the feed pump does not deliver what it is told" : null;

    private string? WithoutPlan() => _strategy!.Feed is null ? "the strategy is not followed" : null;
}
