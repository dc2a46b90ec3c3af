using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks.Downstream;

/// <summary>
/// Nothing out of a loop that runs dry, nothing into one that is full. Acts below <paramref name="low"/> and above <paramref name="high"/> litres,
/// and lets go a tenth of the distance inside.
/// </summary>
public sealed class LoopVolumeInterlock(double low, double high) : IInterlock
{
    private static readonly Tag[] Out = [DownstreamActuators.Pressure, DownstreamActuators.CrossFlow, DownstreamActuators.Rna,
        DownstreamActuators.Fill];
    private static readonly Tag[] In = [DownstreamActuators.Transfer, DownstreamActuators.Diafiltration, DownstreamActuators.Return];

    private readonly Latch _dry = new("loop-dry"), _full = new("loop-full");
    private bool _isDry, _isFull;

    public string Name => "loop-volume";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (situation.Measurements.TryGetValue(DownstreamTags.RetentateVolume, out Measurement? m) && !m.Quality.IsBad)
        {
            double inside = 0.1 * Math.Min(low, high - low);
            _isDry = m.Value < (_isDry ? low + inside : low);
            _isFull = m.Value > (_isFull ? high - inside : high);
        }
        // An empty loop is no alarm while nothing is drawn from it.
        bool drawn = _isDry && commands.Exists(c => Array.IndexOf(Out, c.Actuator) >= 0 && c.Value > 0);
        _dry.Set(drawn, situation.Now, $"the loop holds less than {low:G3} L; nothing is drawn from it", Severity.Medium, events);
        _full.Set(_isFull, situation.Now, $"the loop holds more than {high:G3} L; nothing comes in", Severity.High, events);
        if (_isDry)
            foreach (Tag actuator in Out) Latch.Force(commands, actuator, 0, Name, "loop dry");
        if (_isFull)
            foreach (Tag actuator in In) Latch.Force(commands, actuator, 0, Name, "loop full");
    }
}
