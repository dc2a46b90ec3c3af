using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>
/// A last, simple check on the commands of one tick, independent of every model. It may only replace a command by a safer one
/// (<see cref="Command.Forced"/>), and reports when it starts and stops to act.
/// </summary>
public interface IInterlock
{
    string Name { get; }

    void Guard(Situation situation, double hours, List<Command> commands, List<Event> events);
}
