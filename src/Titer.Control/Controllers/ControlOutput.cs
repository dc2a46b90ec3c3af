using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>Where controllers append what they give in one tick: commands, events, and the decisions of those that plan ahead.</summary>
public readonly record struct ControlOutput(List<Command> Commands, List<Event> Events, List<Decision> Decisions);
