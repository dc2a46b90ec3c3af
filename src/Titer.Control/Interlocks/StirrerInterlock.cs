using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>
/// A stirrer that does not turn mixes nothing: nothing that must be mixed is dosed until it turns. Air stays on for cells.
/// </summary>
public sealed class StirrerInterlock(Closing closes) : IInterlock
{
    /// <summary>Below this speed, 1/min, the broth is not mixed.</summary>
    public const double MinimumSpeed = 20;

    private readonly Latch _latch = new("stirrer");

    public string Name => "stirrer";

    /// <summary>True while the stirrer stands although it is told to turn, or because a hand told it to stand.</summary>
    public bool Tripped { get; private set; }

    public void Guard(Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        // A hand that stops the stirrer must not let the pumps go on.
        bool told = situation.InForce.TryGetValue(Actuators.Stirrer, out Command? last)
            && (last.Value >= 2 * MinimumSpeed || situation.ByHand.Contains(Actuators.Stirrer));
        // A bad reading changes nothing: a stirrer that stood is taken to stand until it is seen to turn.
        if (situation.Measurements.TryGetValue(Tags.MeasuredAgitation, out Measurement? m) && !m.Quality.IsBad)
            Tripped = told && m.Value < MinimumSpeed;
        _latch.Set(Tripped, situation.Now, $"the stirrer stands; {closes} are closed", Severity.High, events);
        if (Tripped) closes.Force(commands, Name, "stirrer stands");
    }
}
