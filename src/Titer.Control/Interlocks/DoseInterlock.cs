using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>At most so many litres of one liquid in any hour, whatever a controller asks: a wrong estimate must not drown the culture.</summary>
public sealed class DoseInterlock(string name, Tag actuator, double maximumLitresPerHour) : IInterlock
{
    private readonly Latch _latch = new(name);
    private readonly Queue<(DateTimeOffset Time, double Litres)> _doses = new();
    private double _sum;

    public string Name => name;

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        while (_doses.Count > 0 && situation.Now - _doses.Peek().Time >= TimeSpan.FromHours(1)) _sum -= _doses.Dequeue().Litres;
        if (_doses.Count == 0) _sum = 0;
        Command? command = commands.Find(c => c.Actuator == actuator);
        if (command is null) return;
        double room = maximumLitresPerHour - _sum;
        bool over = command.Value * hours > room;
        _latch.Set(over, situation.Now, $"more than {maximumLitresPerHour:0.##} L of {actuator} asked for in an hour", Severity.Medium, events);
        double value = over ? Math.Max(0, room / hours) : command.Value;
        if (over) Latch.Force(commands, actuator, value, Name, "hourly dose reached");
        _doses.Enqueue((situation.Now, value * hours));
        _sum += value * hours;
    }
}
