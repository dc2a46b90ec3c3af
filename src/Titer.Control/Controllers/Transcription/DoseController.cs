using Titer.Core;

namespace Titer.Control.Controllers.Transcription;

/// <summary>
/// Doses a stock until the vessel holds a concentration of it, then stops. How much that takes follows from the volume when the dose begins. What has
/// gone in says what the pump was told, which is finer than a balance, unless the balance of the stock says something else beyond its
/// uncertainty: then the balance counts, and an alarm says so. Rungs: <c>weighed</c>; <c>told</c>, while there is no good balance; safe hold: nothing,
/// when the volume is not known.
/// </summary>
/// <param name="variable">The controlled variable, its set point in the unit of <paramref name="stock"/>.</param>
/// <param name="mass">What the balance says has been pumped since the start, kg.</param>
/// <param name="stock">Concentration of the stock.</param>
/// <param name="density">Of the stock, kg/L.</param>
public sealed class DoseController(Tag variable, ActuatorLimit pump, Tag mass, double stock, double density) : IController
{
    private const double NegligibleLitres = 1e-6;
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(5);

    private readonly Ladder _ladder = new(variable.Name,
    [
        new Rung("weighed", [new Need(mass, Oldest), new Need(Tags.Volume, Oldest)]),
        new Rung("told", [new Need(Tags.Volume, Oldest)]),
        new Rung("hold", []),
    ]);
    private double _told, _aim, _needed = double.NaN;
    private bool _disagrees;

    public string Name => variable.Name;

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.InForce.TryGetValue(pump.Actuator, out Command? last)) _told += last.Value * hours;
        if (situation.Stopped || !situation.Targets.TryGetValue(variable, out Target target))
        {
            _needed = double.NaN;
            to.Commands.Add(pump.ToSafe(situation.Now, $"{Name}/off", "no set point"));
            return;
        }
        var evidence = _ladder.Choose(situation, to.Events, out _);
        if (_ladder.OnLastRung)
        {
            to.Commands.Add(pump.ToSafe(situation.Now, $"{Name}/hold", "nothing is dosed into an unknown volume"));
            return;
        }
        (double dosed, double uncertainty) = Dosed(situation, to.Events);
        if (double.IsNaN(_needed) || target.Value != _aim)
        {
            // c V = stock (before + d) with V = V0 + d, where before is what an earlier dose has left.
            _aim = target.Value;
            _needed = dosed + Math.Max(0, (_aim * situation.Measurements[Tags.Volume].Value - stock * dosed) / (stock - _aim));
        }
        double missing = _needed - dosed;
        bool whole = missing <= Math.Max(uncertainty, NegligibleLitres);
        to.Commands.Add(pump.Command(situation.Now, whole ? 0 : missing / hours, $"{Name}/{_ladder.Current.Name}",
            whole ? "the dose is in" : "dosed to the concentration of the set point", evidence));
    }

    /// <summary>L since the start, and how well the balance knows them where it counts.</summary>
    private (double Litres, double Uncertainty) Dosed(Situation situation, List<Event> events)
    {
        if (_ladder.Current.Name != "weighed") return (_told, 0);
        Measurement balance = situation.Measurements[mass];
        double weighed = balance.Value / density, uncertainty = balance.StandardUncertainty / density;
        bool disagrees = Math.Abs(weighed - _told) > (_disagrees ? 3 : 5) * uncertainty + 0.05 * _told;
        if (disagrees != _disagrees) Report(situation.Now, disagrees, weighed, events);
        _disagrees = disagrees;
        return disagrees ? (weighed, uncertainty) : (_told, 0);
    }

    private void Report(DateTimeOffset now, bool disagrees, double weighed, List<Event> events) => events.Add(new Event(
        now, EventKind.Alarm, disagrees ? Severity.High : Severity.Information, pump.Actuator.Name, disagrees ? "alarm.raised" : "alarm.cleared",
        disagrees
            ? FormattableString.Invariant($"The {pump.Actuator} was told {_told:F4} L and delivered {weighed:F4} L; check pump and tubing.")
            : $"The {pump.Actuator} has delivered what it was told.").With("alarm", $"{pump.Actuator}.delivery"));
}
