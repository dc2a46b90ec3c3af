using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>
/// Dissolved oxygen by one PID over a split range: first air, then stirrer speed, then oxygen gas. Two different things make the ranges:
/// little air in the first days because cells then breathe less than the surface lets in, oxygen last because it is dear and keeps
/// carbon dioxide in. Safe hold: the recent mean and two percent of output more, for the culture grows on.
/// </summary>
public sealed class OxygenController(ActuatorLimit air, ActuatorLimit stirrer, ActuatorLimit oxygen) : IController
{
    private static readonly SplitRange AirShare = new(0, 30, 0.1, 5), StirrerShare = new(30, 70, 40, 150), OxygenShare = new(70, 100, 0, 2);

    private readonly Pid _pid = new(new PidTuning(Gain: 0.35, IntegralTime: 0.2, DerivativeTime: 0.02, Low: 0, High: 100, MaximumRatePerHour: 300));
    private readonly Ladder _ladder = new("DO",
    [
        new Rung("pid", [new Need(Tags.DissolvedOxygen, TimeSpan.FromMinutes(5))]),
        new Rung("hold", []),
    ]);
    private readonly RecentMean _recent = new(0.5);
    private double _output;
    private bool _running;

    public string Name => "DO";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(Tags.DissolvedOxygen, out Target target))
        {
            _running = false;
            foreach (ActuatorLimit actuator in (ReadOnlySpan<ActuatorLimit>)[air, stirrer, oxygen])
                to.Commands.Add(actuator.ToSafe(situation.Now, "DO/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            _running = false;
            if (!_recent.HasValue)
            {
                foreach (ActuatorLimit actuator in (ReadOnlySpan<ActuatorLimit>)[air, stirrer, oxygen])
                    to.Commands.Add(actuator.ToSafe(situation.Now, "DO/hold", "no good reading yet"));
                return;
            }
            _output = Math.Min(_recent.Value + 2, 100);
            Issue(situation, _output, "DO/hold", "held a little above the recent mean", [], to.Commands);
            return;
        }
        double measured = situation.Measurements[Tags.DissolvedOxygen].Value;
        if (ByHand(situation) is { } hand) _pid.Start(target.Value, measured, hand);
        else if (!_running || changed) _pid.Start(target.Value, measured, _output);
        _running = true;
        _output = _pid.Next(target.Value, measured, hours);
        _recent.Add(_output, hours);
        Issue(situation, _output, "DO/pid", "dissolved oxygen to set point", evidence, to.Commands);
    }

    // While one is automatic it goes on alone; with all by hand there is nothing left to do but to follow them.
    private double? ByHand(Situation situation) =>
        situation.Hand(air.Actuator) is not { } flow || situation.Hand(stirrer.Actuator) is not { } speed
            || situation.Hand(oxygen.Actuator) is not { } gas ? null
        : gas > 0 ? OxygenShare.PercentAt(gas)
        : StirrerShare.PercentAt(speed) is var share && share > StirrerShare.From ? share : AirShare.PercentAt(flow);

    private void Issue(
        Situation situation, double output, string controller, string reason, ImmutableArray<Evidence> evidence, List<Command> commands)
    {
        commands.Add(air.Command(situation.Now, AirShare.Of(output), controller, reason, evidence));
        commands.Add(stirrer.Command(situation.Now, StirrerShare.Of(output), controller, reason, evidence));
        commands.Add(oxygen.Command(situation.Now, OxygenShare.Of(output), controller, reason, evidence));
    }
}
