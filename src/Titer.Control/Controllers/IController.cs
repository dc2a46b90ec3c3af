using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>
/// A controller of one variable through one or more actuators. Called once per tick; appends one command for each of its actuators,
/// always, from the rung of its ladder that the inputs allow. Keeps its own explicit state.
/// </summary>
public interface IController
{
    string Name { get; }

    void Decide(Situation situation, double hours, List<Command> commands, List<Event> events);
}
