using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>The actuators that an interlock closes, in the order in which people name them.</summary>
public sealed class Closing(params Tag[] actuators)
{
    /// <summary>Names as in <c>feed, base and carbon dioxide</c>.</summary>
    public override string ToString()
    {
        string[] names = [.. actuators.Select(a => a.Name.Replace("-pump", "", StringComparison.Ordinal).Replace('-', ' '))];
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    internal void Force(List<Command> commands, string name, string reason)
    {
        foreach (Tag actuator in actuators) Latch.Force(commands, actuator, 0, name, reason);
    }
}
