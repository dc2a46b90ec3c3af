using System.Collections.Immutable;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>
/// At most so many litres of one liquid, or of several together, in any hour, whatever a controller asks: a wrong estimate must not drown the
/// batch. Several are cut in proportion.
/// </summary>
public sealed class DoseInterlock(string name, double maximumLitresPerHour, params ImmutableArray<Tag> actuators) : IInterlock
{
    private readonly Latch _latch = new(name);
    private readonly Queue<(DateTimeOffset Time, double Litres)> _doses = new();
    private double _sum;

    public string Name => name;

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        while (_doses.Count > 0 && situation.Now - _doses.Peek().Time >= TimeSpan.FromHours(1)) _sum -= _doses.Dequeue().Litres;
        if (_doses.Count == 0) _sum = 0;
        double asked = 0;
        bool any = false;
        foreach (Command command in commands)
        {
            if (!actuators.Contains(command.Actuator)) continue;
            asked += command.Value;
            any = true;
        }
        if (!any) return;
        double room = maximumLitresPerHour - _sum;
        bool over = asked * hours > room;
        _latch.Set(over, situation.Now,
            $"more than {maximumLitresPerHour:0.##} L of {string.Join(", ", actuators)} asked for in an hour", Severity.Medium, events);
        double value = over ? Math.Max(0, room / hours) : asked;
        if (over && asked > 0)
        {
            // One actuator gets what there is room for to the last bit: x / x is 1.
            foreach (Tag actuator in actuators)
                if (commands.Find(c => c.Actuator == actuator) is { } c) Latch.Force(commands, actuator, c.Value / asked * value, Name,
                    "hourly dose reached");
        }
        _doses.Enqueue((situation.Now, value * hours));
        _sum += value * hours;
    }
}
