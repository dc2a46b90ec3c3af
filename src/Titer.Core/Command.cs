using System.Collections.Immutable;

namespace Titer.Core;

/// <summary>
/// One input that a command was computed from: a measurement or an estimated variable, its time, quality, and the age and
/// quality that the controller demanded. This makes "never acted on a bad or stale value" provable from the record alone.
/// </summary>
public readonly record struct Evidence(Tag Tag, DateTimeOffset Time, Quality Quality, TimeSpan MaximumAge);

/// <summary>
/// Output for one actuator, always inside [<see cref="Lower"/>, <see cref="Upper"/>].
/// <see cref="Controller"/> names the controller and its rung of the quality ladder, e.g. <c>pH/pid</c> or <c>pH/hold</c>;
/// <see cref="Reason"/> says in a few words why. A command held without looking at any input has no evidence.
/// </summary>
public sealed record Command
{
    public Command(
        Tag actuator, DateTimeOffset time, double value, Unit unit, double lower, double upper,
        string controller, string reason, ImmutableArray<Evidence> evidence)
    {
        if (!(lower <= value && value <= upper))
            throw new ArgumentOutOfRangeException(nameof(value),
                $"Command {actuator} = {value} {unit} by {controller} is outside [{lower}, {upper}].");
        (Actuator, Time, Value, Unit, Lower, Upper) = (actuator, time, value, unit, lower, upper);
        (Controller, Reason, Evidence) = (controller, reason, evidence);
    }

    public Tag Actuator { get; }
    public DateTimeOffset Time { get; }
    public double Value { get; }
    public Unit Unit { get; }
    public double Lower { get; }
    public double Upper { get; }
    public string Controller { get; }
    public string Reason { get; }
    public ImmutableArray<Evidence> Evidence { get; }

    /// <summary>The control loop that gave it: <c>pH</c> of <c>pH/pid</c>.</summary>
    public string Loop => Controller.IndexOf('/', StringComparison.Ordinal) is >= 0 and int at ? Controller[..at] : Controller;

    /// <summary>The rung of that loop's ladder: <c>pid</c> of <c>pH/pid</c>; empty where it has none.</summary>
    public string Rung => Controller.IndexOf('/', StringComparison.Ordinal) is >= 0 and int at ? Controller[(at + 1)..] : "";

    /// <summary>The same command with another value, as an interlock forces it.</summary>
    public Command Forced(double value, string interlock, string reason) =>
        new(Actuator, Time, Math.Clamp(value, Lower, Upper), Unit, Lower, Upper, interlock, reason, []);
}
