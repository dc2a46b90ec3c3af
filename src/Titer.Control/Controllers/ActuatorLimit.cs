using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>What one actuator may be told: range, largest change per hour, and the value when nothing is known.</summary>
public sealed record ActuatorLimit(Tag Actuator, Unit Unit, double Low, double High, double MaximumRatePerHour, double Safe)
{
    /// <summary>A command inside the range; the value is clamped to it.</summary>
    public Command Command(DateTimeOffset time, double value, string controller, string reason, ImmutableArray<Evidence> evidence) =>
        new(Actuator, time, Math.Clamp(value, Low, High), Unit, Low, High, controller, reason, evidence);

    /// <summary>The safe value, computed from no input.</summary>
    public Command ToSafe(DateTimeOffset time, string controller, string reason) => Command(time, Safe, controller, reason, []);
}
