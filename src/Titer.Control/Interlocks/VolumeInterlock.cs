using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>Nothing more into a full vessel. Acts above the working volume and lets go at <paramref name="room"/>, L, below it.</summary>
public sealed class VolumeInterlock(double highLitres, double room, Closing closes) : IInterlock
{
    private readonly Latch _latch = new("volume");
    private bool _full;

    public string Name => "volume";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (situation.Measurements.TryGetValue(Tags.Volume, out Measurement? m) && !m.Quality.IsBad)
            _full = m.Value > (_full ? highLitres - room : highLitres);
        _latch.Set(_full, situation.Now, $"the vessel holds more than {highLitres:0.##} L; {closes} are closed", Severity.High, events);
        if (_full) closes.Force(commands, Name, "vessel full");
    }
}
