using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>Broth temperature by the jacket. Safe hold: the jacket at the mean that kept the temperature lately.</summary>
/// <param name="gain">Of the PID, jacket per broth.</param>
/// <param name="integralTime">Of the PID, h: the time constant of the vessel.</param>
public sealed class TemperatureController(ActuatorLimit jacket, double gain, double integralTime) : IController
{
    private readonly Pid _pid = new(new PidTuning(gain, integralTime, Low: jacket.Low, High: jacket.High));
    private readonly Ladder _ladder = new("temperature",
    [
        new Rung("pid", [new Need(Tags.Temperature, TimeSpan.FromMinutes(5))]),
        new Rung("hold", []),
    ]);
    private readonly RecentMean _recent = new(1, jacket.Safe);
    private bool _running;

    public string Name => "temperature";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(Tags.Temperature, out Target target))
        {
            _running = false;
            to.Commands.Add(jacket.ToSafe(situation.Now, "temperature/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            _running = false;
            to.Commands.Add(jacket.Command(situation.Now, _recent.Value, "temperature/hold", "jacket held at its recent mean", []));
            return;
        }
        double measured = situation.Measurements[Tags.Temperature].Value;
        if (!_running || changed || situation.ByHand.Contains(jacket.Actuator))
        {
            double jacketNow = situation.InForce.TryGetValue(jacket.Actuator, out Command? last) ? last.Value : target.Value;
            _pid.Start(target.Value, measured, jacketNow);
        }
        _running = true;
        double output = _pid.Next(target.Value, measured, hours);
        _recent.Add(output, hours);
        to.Commands.Add(jacket.Command(situation.Now, output, "temperature/pid", "temperature to set point", evidence));
    }
}
