namespace Titer.Control.Controllers;

/// <summary>
/// A controller of one variable through one or more actuators. Called once per tick; appends one command for each of its actuators,
/// always, from the rung of its ladder that the inputs allow; one that plans ahead appends its decision, too. Keeps its own explicit state.
/// </summary>
public interface IController
{
    string Name { get; }

    /// <param name="hours">Time since the last call, h, positive.</param>
    void Decide(Situation situation, double hours, ControlOutput to);
}
