using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>No feed and no base into a full vessel. Acts above the working volume and lets go 1 L below it.</summary>
public sealed class VolumeInterlock(double highLitres) : IInterlock
{
    private readonly Latch _latch = new("volume");
    private bool _full;

    public string Name => "volume";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (situation.Measurements.TryGetValue(Tags.Volume, out Measurement? m) && !m.Quality.IsBad)
            _full = m.Value > (_full ? highLitres - 1 : highLitres);
        _latch.Set(_full, situation.Now, $"the vessel holds more than {highLitres:F0} L; feed and base are closed", Severity.High, events);
        if (!_full) return;
        Latch.Force(commands, Actuators.Feed, 0, Name, "vessel full");
        Latch.Force(commands, Actuators.Base, 0, Name, "vessel full");
    }
}
