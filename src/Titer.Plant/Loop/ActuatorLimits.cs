using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>The actuators of an equipment file as controllers and interlocks take them.</summary>
internal static class ActuatorLimits
{
    /// <param name="unit">What needs them, with its article.</param>
    /// <param name="needed">What the file must have.</param>
    /// <exception cref="InputException">The equipment lacks one.</exception>
    public static Dictionary<Tag, ActuatorLimit> Limits(this Equipment equipment, string unit, params ReadOnlySpan<Tag> needed)
    {
        foreach (Tag tag in needed)
        {
            if (!equipment.Actuators.ContainsKey(tag))
                throw new InputException(equipment.Place.ToString(), $"{unit} needs the actuator '{tag}', which this equipment does not have.");
        }
        return equipment.Actuators.Values.ToDictionary(a => a.Tag, a => new ActuatorLimit(a.Tag, a.Unit, a.Low, a.High, a.MaximumRate, a.Safe));
    }
}
