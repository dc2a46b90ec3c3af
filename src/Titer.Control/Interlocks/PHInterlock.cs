using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>Base and carbon dioxide never together, no base above a high pH, no carbon dioxide below a low one. Works on the raw reading, on no model.</summary>
public sealed class PHInterlock(double low, double high) : IInterlock
{
    private readonly Latch _latch = new("pH"), _exclusion = new("pH-exclusion");

    public string Name => "pH";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        double pH = situation.Measurements.TryGetValue(Tags.PH, out Measurement? m) && !m.Quality.IsBad ? m.Value : double.NaN;
        bool tooHigh = pH > high, tooLow = pH < low;
        _latch.Set(tooHigh || tooLow, situation.Now, tooHigh ? $"pH above {high:F2}, base is closed" : $"pH below {low:F2}, carbon dioxide is closed", Severity.High, events);
        if (tooHigh) Latch.Force(commands, Actuators.Base, 0, Name, "pH high");
        if (tooLow) Latch.Force(commands, Actuators.CarbonDioxide, 0, Name, "pH low");
        Command? alkali = commands.Find(c => c.Actuator == Actuators.Base), gas = commands.Find(c => c.Actuator == Actuators.CarbonDioxide);
        bool both = alkali?.Value > 0 && gas?.Value > 0;
        _exclusion.Set(both, situation.Now, "base and carbon dioxide were asked for together, base is closed", Severity.High, events);
        if (both) Latch.Force(commands, Actuators.Base, 0, Name, "base and carbon dioxide exclude each other");
    }
}
