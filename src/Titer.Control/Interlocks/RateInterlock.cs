using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>
/// The last of all: no actuator leaves its range or moves faster than its equipment allows; closing towards the safe value is
/// never slowed.
/// </summary>
public sealed class RateInterlock(IReadOnlyDictionary<Tag, ActuatorLimit> limits) : IInterlock
{
    public string Name => "rate";

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        for (int i = 0; i < commands.Count; i++)
        {
            Command command = commands[i];
            ActuatorLimit limit = limits[command.Actuator];
            double value = Math.Clamp(command.Value, limit.Low, limit.High);
            if (situation.InForce.TryGetValue(command.Actuator, out Command? last))
            {
                // At once as far as the safe value, but not past it to the other side.
                double step = limit.MaximumRatePerHour * hours;
                value = Math.Clamp(value, Math.Min(last.Value - step, limit.Safe), Math.Max(last.Value + step, limit.Safe));
            }
            if (value != command.Value)
                commands[i] = new Command(command.Actuator, command.Time, value, command.Unit, limit.Low, limit.High,
                    command.Controller, command.Reason + " (rate limited)", command.Evidence);
        }
    }
}
