using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>
/// pH by carbon dioxide (lowers) and base (raises), one PID over a split range with a dead zone between. It works on the reading less
/// the bias that the estimator has learnt from the laboratory. Safe hold: carbon dioxide at its recent mean, no base.
/// </summary>
public sealed class PHController(ActuatorLimit carbonDioxide, ActuatorLimit alkali) : IController
{
    private const double FullCarbonDioxide = 3; // L/min at 100 %
    private const double FullBase = 1.5; // L/h at -100 %
    private static readonly SplitRange CarbonDioxideShare = new(2, 100, 0, FullCarbonDioxide), BaseShare = new(-2, -100, 0, FullBase);

    // Output in percent, positive is carbon dioxide, which lowers pH: the gain is negative.
    private readonly Pid _pid = new(new PidTuning(
        Gain: -150, IntegralTime: 0.8, DerivativeTime: 0.05, Low: -100, High: 100, MaximumRatePerHour: 400));
    private readonly Ladder _ladder = new("pH",
    [
        new Rung("pid", [new Need(Tags.PH, TimeSpan.FromMinutes(5))]),
        new Rung("hold", []),
    ]);
    private readonly RecentMean _recent = new(1);
    private bool _running;

    public string Name => "pH";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(Tags.PH, out Target target))
        {
            _running = false;
            to.Commands.Add(carbonDioxide.ToSafe(situation.Now, "pH/off", "no set point"));
            to.Commands.Add(alkali.ToSafe(situation.Now, "pH/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            _running = false;
            to.Commands.Add(carbonDioxide.Command(situation.Now, _recent.Value, "pH/hold", "carbon dioxide held at its recent mean", []));
            to.Commands.Add(alkali.Command(situation.Now, 0, "pH/hold", "no base without a trusted pH", []));
            return;
        }
        double bias = situation.Estimate is { } estimate && estimate.IndexOf(Tags.PHBias) >= 0 ? estimate[Tags.PHBias] : 0;
        double measured = situation.Measurements[Tags.PH].Value - bias;
        if (ByHand(situation) is { } hand) _pid.Start(target.Value, measured, hand);
        else if (!_running || changed) _pid.Start(target.Value, measured, Percent(_recent.Value));
        _running = true;
        double output = _pid.Next(target.Value, measured, hours);
        double gas = CarbonDioxideShare.Of(output);
        _recent.Add(gas, hours);
        to.Commands.Add(carbonDioxide.Command(situation.Now, gas, "pH/pid", "pH to set point", evidence));
        to.Commands.Add(alkali.Command(situation.Now, BaseShare.Of(output), "pH/pid", "pH to set point", evidence));
    }

    // With one of the two by hand the other goes on alone; with both there is nothing left to do but to follow them.
    private double? ByHand(Situation situation) =>
        situation.Hand(carbonDioxide.Actuator) is not { } gas || situation.Hand(alkali.Actuator) is not { } litres ? null
        : gas > 0 ? CarbonDioxideShare.PercentAt(gas) : BaseShare.PercentAt(litres);

    private static double Percent(double gas) => gas <= 0 ? 0 : 2 + gas / FullCarbonDioxide * 98;
}
