using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Core;

namespace Titer.Control.Controllers.Transcription;

/// <summary>
/// Doses a stock until the vessel holds a concentration of it, then stops. How much that takes follows from the volume when the dose begins. What has
/// gone in says what the pump was told, which is finer than a balance, until its monitor finds that it does not deliver: then the balance of the
/// stock counts. Rungs: <c>weighed</c>; <c>told</c>, while there is no good balance; safe hold: nothing, when the volume is not known.
/// </summary>
/// <param name="variable">The controlled variable, its set point in the unit of <paramref name="stock"/>.</param>
/// <param name="mass">What the balance says has been pumped since the start, kg.</param>
/// <param name="stock">Concentration of the stock.</param>
/// <param name="density">Of the stock, kg/L.</param>
public sealed class DoseController(Tag variable, ActuatorLimit pump, PumpMonitor monitor, Tag mass, double stock, double density) : IController
{
    /// <summary>Time in which a pump that fails is asked for what is missing, h; all at once it would be told hour by hour what never
    /// comes.</summary>
    private const double Patience = 1.0 / 6;

    private const double NegligibleLitres = 1e-6;
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(5);

    private readonly Ladder _ladder = new(variable.Name,
    [
        new Rung("weighed", [new Need(mass, Oldest), new Need(Tags.Volume, Oldest)]),
        new Rung("told", [new Need(Tags.Volume, Oldest)]),
        new Rung("hold", []),
    ]);
    private double _dosed, _aim, _needed = double.NaN;

    public string Name => variable.Name;

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.InForce.TryGetValue(pump.Actuator, out Command? last)) _dosed += last.Value * hours;
        if (situation.Stopped || !situation.Targets.TryGetValue(variable, out Target target))
        {
            _needed = double.NaN;
            to.Commands.Add(pump.ToSafe(situation.Now, $"{Name}/off", "no set point"));
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out _);
        if (_ladder.OnLastRung)
        {
            to.Commands.Add(pump.ToSafe(situation.Now, $"{Name}/hold", "nothing is dosed into an unknown volume"));
            return;
        }
        bool weighs = monitor.Fails && _ladder.Current.Name == "weighed";
        if (weighs) _dosed = situation.Measurements[mass].Value / density;
        if (double.IsNaN(_needed) || target.Value != _aim)
        {
            // c V = stock (before + d) with V = V0 + d, where before is what an earlier dose has left.
            _aim = target.Value;
            _needed = _dosed + Math.Max(0, (_aim * situation.Measurements[Tags.Volume].Value - stock * _dosed) / (stock - _aim));
        }
        double missing = _needed - _dosed;
        bool whole = missing <= (weighs ? situation.Measurements[mass].StandardUncertainty / density : NegligibleLitres);
        to.Commands.Add(pump.Command(situation.Now, whole ? 0 : missing / (monitor.Fails ? Patience : hours), $"{Name}/{_ladder.Current.Name}",
            whole ? "the dose is in" : "dosed to the concentration of the set point", evidence));
    }
}
