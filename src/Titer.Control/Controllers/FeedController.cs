using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Core;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Controllers;

/// <summary>
/// Glucose by the feed pump: feed-forward of what the estimated culture takes up, with feedback on the estimate,
/// F = V (q X + (G_sp - G) / tau) / (G_feed - G); see Craven, Whelan and Glennon 2014 for the model-based law it simplifies.
/// Rungs: with a glucose reading behind the estimate; feed-forward alone while only cells are seen; safe hold at the recent mean.
/// </summary>
public sealed class FeedController : IController
{
    /// <summary>Time in which the feedback takes away a glucose error, h: some Raman readings, so that noise does not pump.</summary>
    public const double FeedbackTime = 4;
    /// <summary>Largest relative standard uncertainty of glucose with which feedback is allowed.</summary>
    public const double MaximumRelativeUncertainty = 0.15;

    private readonly ActuatorLimit _pump;
    private readonly ChoEstimator _estimator;
    private readonly PumpMonitor _monitor;
    private readonly Ladder _ladder;
    private readonly RecentMean _recent = new(2);

    public FeedController(ActuatorLimit pump, ChoEstimator estimator, PumpMonitor monitor)
    {
        (_pump, _estimator, _monitor) = (pump, estimator, monitor);
        Need cells = new(Tags.Biovolume, TimeSpan.FromMinutes(60));
        _ladder = new Ladder("glucose",
        [
            new Rung("feedback", [new Need(Tags.Glucose, TimeSpan.FromMinutes(90)), cells], s => PumpFails() ?? TooUncertain(s)),
            new Rung("feed-forward", [cells], _ => PumpFails()),
            new Rung("hold", []),
        ]);
    }

    public string Name => "glucose";

    public void Decide(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (situation.Stopped || situation.Estimate is null || !situation.Targets.TryGetValue(Tags.Glucose, out Target target))
        {
            commands.Add(_pump.ToSafe(situation.Now, "glucose/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, events, out _);
        if (_ladder.OnLastRung)
        {
            commands.Add(_pump.Command(situation.Now, _recent.Value, "glucose/hold", "feed held at its recent mean", []));
            return;
        }
        ReadOnlySpan<double> x = _estimator.State, p = _estimator.Parameters;
        double uptake = Math.Max(ChoFedBatch.GlucoseUptake(x[..X.Count], _estimator.Inputs, p) * x[X.ViableCells], 0);
        bool feedback = _ladder.Current.Name == "feedback";
        double correction = feedback ? (target.Value - x[X.Glucose]) / FeedbackTime : 0;
        double flow = Math.Max(0, x[X.Volume] * (uptake + correction) / (p[P.FeedGlucose] - x[X.Glucose]));
        _recent.Add(flow, hours);
        commands.Add(_pump.Command(situation.Now, flow, feedback ? "glucose/feedback" : "glucose/feed-forward",
            feedback ? "uptake of the culture and glucose to set point" : "uptake of the culture", evidence));
    }

    private string? PumpFails() => _monitor.Fails ? "the feed pump does not deliver what it is told" : null;

    private static string? TooUncertain(Situation situation)
    {
        Estimate estimate = situation.Estimate!;
        double relative = estimate.Uncertainty(Tags.Glucose) / Math.Max(estimate[Tags.Glucose], 1);
        return relative > MaximumRelativeUncertainty ? $"glucose is known to {100 * relative:F0} % only" : null;
    }
}
