using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>
/// Base and carbon dioxide never together, no base above a high pH, no carbon dioxide below a low one. Works on the raw reading,
/// on no model.
/// </summary>
public sealed class PHInterlock(double low, double high) : IInterlock
{
    /// <summary>The reading must come back this far inside before the interlock lets go.</summary>
    public const double Hysteresis = 0.05;
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(5);

    private readonly Latch _highLatch = new("pH-high"), _lowLatch = new("pH-low"), _exclusion = new("pH-exclusion");
    private bool _tooHigh, _tooLow;

    public string Name => "pH";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        // A bad or old reading changes nothing: what was closed for a reason stays closed until a good one says otherwise.
        if (situation.Measurements.TryGetValue(Tags.PH, out Measurement? m) && !m.Quality.IsBad && situation.Now - m.Time <= Oldest)
        {
            _tooHigh = m.Value > (_tooHigh ? high - Hysteresis : high);
            _tooLow = m.Value < (_tooLow ? low + Hysteresis : low);
        }
        _highLatch.Set(_tooHigh, situation.Now, $"pH above {high:F2}, base is closed", Severity.High, events);
        _lowLatch.Set(_tooLow, situation.Now, $"pH below {low:F2}, carbon dioxide is closed", Severity.High, events);
        if (_tooHigh) Latch.Force(commands, Actuators.Base, 0, Name, "pH high");
        if (_tooLow) Latch.Force(commands, Actuators.CarbonDioxide, 0, Name, "pH low");
        Command? alkali = commands.Find(c => c.Actuator == Actuators.Base), gas = commands.Find(c => c.Actuator == Actuators.CarbonDioxide);
        bool both = alkali?.Value > 0 && gas?.Value > 0;
        _exclusion.Set(both, situation.Now, "base and carbon dioxide were asked for together, base is closed", Severity.High, events);
        if (both) Latch.Force(commands, Actuators.Base, 0, Name, "base and carbon dioxide exclude each other");
    }
}
