using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>Blind means safe: when nothing usable has been heard of the skid itself for this long, every liquid and enriched gas is closed.</summary>
public sealed class WatchdogInterlock(TimeSpan patience, Closing closes) : IInterlock
{
    private readonly Latch _latch = new("watchdog");
    private DateTimeOffset? _heard;

    public string Name => "watchdog";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (situation.Measurements.TryGetValue(Tags.MeasuredAgitation, out Measurement? m) && !m.Quality.IsBad) _heard = m.Time;
        bool blind = _heard is null || situation.Now - _heard > patience;
        _latch.Set(blind, situation.Now, $"nothing heard from the skid for {patience.TotalMinutes:F0} min", Severity.High, events);
        if (blind) closes.Force(commands, Name, "skid silent");
    }
}
