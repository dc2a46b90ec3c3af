using Titer.Core;

namespace Titer.Control.Interlocks;

/// <summary>Remembers whether an interlock acts, so that it reports a change and not every tick.</summary>
internal sealed class Latch(string name)
{
    private bool _acting;

    public void Set(bool acting, DateTimeOffset now, string why, Severity severity, List<Event> events)
    {
        if (acting == _acting) return;
        _acting = acting;
        events.Add(new Event(now, EventKind.Interlock, acting ? severity : Severity.Information, name,
            acting ? "interlock.acted" : "interlock.released",
            acting ? $"Interlock {name}: {why}." : $"Interlock {name} released.").With("interlock", name));
    }

    public static void Force(List<Command> commands, Tag actuator, double value, string name, string reason)
    {
        for (int i = 0; i < commands.Count; i++)
        {
            if (commands[i].Actuator == actuator && commands[i].Value != value)
                commands[i] = commands[i].Forced(value, $"interlock/{name}", reason);
        }
    }
}
