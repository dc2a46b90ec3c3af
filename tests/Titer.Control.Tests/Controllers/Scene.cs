using System.Collections.Immutable;
using Titer.Control.Controllers;
using Titer.Control.Interlocks;
using Titer.Core;

namespace Titer.Control.Tests.Controllers;

/// <summary>A situation that a test sets up and moves on minute by minute, with the actuators of the 200 L bioreactor.</summary>
internal sealed class Scene
{
    public const double Tick = 1.0 / 60;
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly Quality Dead = Quality.Failure("dead");

    public static readonly ActuatorLimit
        Stirrer = new(Actuators.Stirrer, Unit.PerMinute, 30, 180, 3600, 60), Air = new(Actuators.Air, Unit.LitrePerMinute, 0, 20, 600, 5),
        Oxygen = new(Actuators.Oxygen, Unit.LitrePerMinute, 0, 40, 600, 0), CarbonDioxide = new(Actuators.CarbonDioxide, Unit.LitrePerMinute, 0, 10, 300, 0),
        Base = new(Actuators.Base, Unit.LitrePerHour, 0, 5, 300, 0), Feed = new(Actuators.Feed, Unit.LitrePerHour, 0, 2, 60, 0),
        Jacket = new(Actuators.Jacket, Unit.Celsius, 10, 50, 120, 34);

    public static readonly Dictionary<Tag, ActuatorLimit> Limits =
        new[] { Stirrer, Air, Oxygen, CarbonDioxide, Base, Feed, Jacket }.ToDictionary(l => l.Actuator);

    public Situation Situation { get; } = new() { Now = Start };

    public List<Event> Events { get; } = [];

    public DateTimeOffset Now => Situation.Now;

    public static Measurement Reading(Tag tag, DateTimeOffset time, double value, Quality quality = default, double u = 0.01) =>
        new(tag, time, value, Unit.One, u, quality, "test", 0);

    public void Read(Tag tag, double value, Quality quality = default, double minutesAgo = 0) =>
        Situation.Measurements[tag] = Reading(tag, Now.AddMinutes(-minutesAgo), value, quality);

    public void Aim(Tag tag, double value) => Situation.Targets[tag] = new Target(tag, value, Unit.One, double.NaN, double.NaN);

    public void Pass(double minutes = 1) => Situation.Now = Now.AddMinutes(minutes);

    /// <summary>One tick of a controller; its commands come into force.</summary>
    public Command[] Decide(IController controller)
    {
        var commands = new List<Command>();
        controller.Decide(Situation, Tick, new ControlOutput(commands, Events, []));
        foreach (Command c in commands) Situation.InForce[c.Actuator] = c;
        return [.. commands];
    }

    /// <summary>One tick of an interlock over these wishes; what it lets through comes into force.</summary>
    public Dictionary<Tag, double> Guard(IInterlock interlock, params (ActuatorLimit Limit, double Value)[] wishes)
    {
        List<Command> commands = [.. wishes.Select(w => w.Limit.Command(Now, w.Value, "test", "asked for", ImmutableArray<Evidence>.Empty))];
        interlock.Guard(Situation, Tick, commands, Events);
        Assert.Equal(wishes.Length, commands.Count);
        foreach (Command c in commands) Situation.InForce[c.Actuator] = c;
        return commands.ToDictionary(c => c.Actuator, c => c.Value);
    }
}
