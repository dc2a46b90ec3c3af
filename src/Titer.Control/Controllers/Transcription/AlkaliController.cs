using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Core;

namespace Titer.Control.Controllers.Transcription;

/// <summary>
/// pH by base alone, where the process makes acid: each nucleotide that enters RNA sets a proton free. Works on the reading less the bias that
/// the estimator has learnt. Safe hold, also while the pump does not deliver what it is told and would be asked for ever more: base at its recent
/// mean, for the acid goes on being made; none when nothing has been needed yet.
/// </summary>
public sealed class AlkaliController(ActuatorLimit alkali, PumpMonitor monitor) : IController
{
    // 0.5 mol/L of base into 4 L of 25 mmol/L/pH moves pH by 5 an hour per L/h; an integrator, so gain 2 / (5 * 0.2 h), integral time 2 * 0.2 h
    // for a closed loop of 12 min (lambda tuning, Astrom and Hagglund 2006, ch. 6).
    private readonly Pid _pid = new(new PidTuning(Gain: 2, IntegralTime: 0.4, Low: alkali.Low, High: alkali.High));
    private readonly Ladder _ladder = new("pH",
    [
        new Rung("pid", [new Need(Tags.PH, TimeSpan.FromMinutes(5))], _ => monitor.Fails ? $"the {alkali.Actuator} does not deliver what it is told"
            : null),
        new Rung("hold", []),
    ]);
    private readonly RecentMean _recent = new(0.25);
    private bool _running;

    public string Name => "pH";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(Tags.PH, out Target target))
        {
            _running = false;
            to.Commands.Add(alkali.ToSafe(situation.Now, "pH/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            _running = false;
            to.Commands.Add(alkali.Command(situation.Now, _recent.Value, "pH/hold", "base held at its recent mean", []));
            return;
        }
        double bias = situation.Estimate is { } estimate && estimate.IndexOf(Tags.PHBias) >= 0 ? estimate[Tags.PHBias] : 0;
        double measured = situation.Measurements[Tags.PH].Value - bias;
        if (situation.Hand(alkali.Actuator) is { } hand) _pid.Start(target.Value, measured, hand);
        else if (!_running || changed) _pid.Start(target.Value, measured, _recent.Value);
        _running = true;
        double output = _pid.Next(target.Value, measured, hours);
        _recent.Add(output, hours);
        to.Commands.Add(alkali.Command(situation.Now, output, "pH/pid", "pH to set point", evidence));
    }
}
