using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Downstream;
using P = Titer.Processes.Downstream.TangentialFlowParameter;

namespace Titer.Control.Controllers.Downstream;

/// <summary>
/// A filtration skid: permeate flow by the pressure over the membrane, volume of the retentate by the buffer that comes in, cross flow as set;
/// dilution to a dose concentration by buffer alone. Rungs: <c>flow</c> with readings of permeate and volume; <c>level</c> with the volume alone,
/// the pressure at its recent mean;
/// <c>hold</c>: without the volume nothing may leave the loop, for it would run dry.
/// </summary>
public sealed class FiltrationController : IController
{
    // The flow answers the pressure within a tick; two minutes, so that the balance's noise (0.2 L/h from one minute to the next) does not shake
    // the valve.
    private const double IntegralTime = 2.0 / 60, LevelTime = 3.0 / 60, DiluteTime = 6.0 / 60;

    // Nothing permeates below this share of the volume that is to be held: where buffer does not come, the loop would run dry.
    private const double Starved = 0.8;

    private readonly ActuatorLimit _pressure, _crossFlow, _buffer;
    private readonly double _permeability;
    private readonly Ladder _ladder;
    private readonly RecentMean _recent = new(0.1), _flow = new(1.0 / 60);
    private readonly Pid _pid;
    private Measurement? _last;
    private bool _running;

    /// <param name="parameters">Nominal parameters of <see cref="TangentialFlow"/>: area and clean membrane scale the pressure.</param>
    public FiltrationController(ActuatorLimit pressure, ActuatorLimit crossFlow, ActuatorLimit buffer, ReadOnlySpan<double> parameters)
    {
        (_pressure, _crossFlow, _buffer) = (pressure, crossFlow, buffer);
        _permeability = parameters[P.Area] * MembraneFlux.PressureLimited<Real>(1, parameters[P.Viscosity], parameters[P.Resistance]).Value;
        _pid = new Pid(new PidTuning(Gain: 0.3 / _permeability, IntegralTime, Low: pressure.Low, High: pressure.High));
        Need volume = new(DownstreamTags.RetentateVolume, TimeSpan.FromMinutes(5)),
            permeate = new(DownstreamTags.PermeateVolume, TimeSpan.FromMinutes(5));
        _ladder = new Ladder("filtration", [new Rung("flow", [volume, permeate]), new Rung("level", [volume]), new Rung("hold", [])]);
    }

    public string Name => "filtration";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        Follow(situation);
        bool filtering = situation.Targets.TryGetValue(DownstreamTags.PermeateFlow, out Target wanted);
        bool diluting = situation.Targets.TryGetValue(DownstreamTags.DoseConcentration, out Target dose);
        if (situation.Stopped || !(filtering || diluting))
        {
            Off(situation, "filtration/off", "no set point", to);
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            Off(situation, "filtration/hold", "the volume in the loop is not known", to);
            return;
        }
        double volume = situation.Measurements[DownstreamTags.RetentateVolume].Value, flow = _flow.Value;
        if (!filtering)
        {
            _running = false;
            to.Commands.Add(_pressure.ToSafe(situation.Now, "filtration/off", "nothing permeates while diluting"));
            to.Commands.Add(_crossFlow.ToSafe(situation.Now, "filtration/off", "nothing permeates while diluting"));
            to.Commands.Add(Dilute(situation, dose.Value, volume, evidence));
            return;
        }

        string rung = $"filtration/{_ladder.Current.Name}";
        bool held = situation.Targets.TryGetValue(DownstreamTags.RetentateVolume, out Target level), waits = held && volume < Starved * level.Value;
        double pressure = waits ? 0 : _recent.Value;
        if (waits) _running = false;
        else if (_ladder.Current.Name == "flow")
        {
            if (situation.Hand(_pressure.Actuator) is { } hand) _pid.Start(wanted.Value, flow, hand);
            else if (!_running || changed) _pid.Start(wanted.Value, flow, Math.Max(_recent.Value, wanted.Value / _permeability));
            _running = true;
            // Above the film limit more pressure gives no more flow: no more than twice what the clean membrane needs.
            pressure = Math.Min(_pid.Next(wanted.Value, flow, hours), 2 * wanted.Value / _permeability);
            _recent.Add(pressure, hours);
        }
        to.Commands.Add(_pressure.Command(situation.Now, pressure, rung, waits ? "waits for buffer" : "permeate to its flow", evidence));
        to.Commands.Add(situation.Targets.TryGetValue(DownstreamTags.CrossFlow, out Target cross)
            ? _crossFlow.Command(situation.Now, cross.Value, rung, "cross flow as set", evidence)
            : _crossFlow.ToSafe(situation.Now, rung, "no set point of the cross flow"));
        to.Commands.Add(held
            ? _buffer.Command(situation.Now, flow + (level.Value - volume) / LevelTime, rung, "buffer for what permeates", evidence)
            : _buffer.Command(situation.Now, 0, rung, "concentrating", evidence));
    }

    private Command Dilute(Situation situation, double dose, double volume, ImmutableArray<Evidence> evidence)
    {
        if (situation.Estimate is not { } estimate || estimate.IndexOf(DownstreamTags.RetentateRna) < 0)
            return _buffer.ToSafe(situation.Now, "filtration/hold", "the concentration is not known");
        double missing = Math.Max(0, volume * (estimate[DownstreamTags.RetentateRna] / dose - 1));
        return _buffer.Command(situation.Now, missing / DiluteTime, "filtration/dilute", "buffer to the dose concentration", evidence);
    }

    private void Off(Situation situation, string controller, string why, ControlOutput to)
    {
        _running = false;
        foreach (ActuatorLimit actuator in (ReadOnlySpan<ActuatorLimit>)[_pressure, _crossFlow, _buffer])
            to.Commands.Add(actuator.ToSafe(situation.Now, controller, why));
    }

    // Flow from what the permeate balance gained since its last reading, also while nothing is controlled.
    private void Follow(Situation situation)
    {
        if (!situation.Measurements.TryGetValue(DownstreamTags.PermeateVolume, out Measurement? m) || m.Quality.IsBad) return;
        if (_last is not null && m.Time > _last.Time)
        {
            double hours = (m.Time - _last.Time).TotalHours;
            _flow.Add(Math.Max(0, (m.Value - _last.Value) / hours), hours);
        }
        if (_last is null || m.Time > _last.Time) _last = m;
    }
}
