using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks.Downstream;

/// <summary>No more pressure over a membrane than it stands. Opens the retentate valve and stops the buffer; lets go at four fifths.</summary>
public sealed class PressureInterlock(double highKilopascal) : IInterlock
{
    private readonly Latch _latch = new("pressure");
    private bool _high;

    public string Name => "pressure";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (situation.Measurements.TryGetValue(DownstreamTags.Pressure, out Measurement? m) && !m.Quality.IsBad)
            _high = m.Value > (_high ? 0.8 * highKilopascal : highKilopascal);
        _latch.Set(_high, situation.Now, $"more than {highKilopascal:F0} kPa over the membrane; its valve is opened", Severity.High, events);
        if (!_high) return;
        Latch.Force(commands, DownstreamActuators.Pressure, 0, Name, "pressure high");
        Latch.Force(commands, DownstreamActuators.Diafiltration, 0, Name, "pressure high");
    }
}
