using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>What an event says of the condition of an alarm.</summary>
public enum AlarmChange { Came, Went, CameAndWent }

/// <summary>
/// Reads the events of a run as the comings and goings of alarms. Most say both themselves; a loop that steps down its quality ladder is in alarm until it
/// stands again on the rung that it left, which follows from the order of the rungs. Lost frames have happened and do not stand.
/// </summary>
public sealed class AlarmSignals(string unit)
{
    /// <summary>Codes of alarms whose name is not in the data of their event.</summary>
    public const string Ladder = "ladder", Interlock = "interlock";

    private const string Raised = "alarm.raised", Cleared = "alarm.cleared", Acted = "interlock.acted", Released = "interlock.released";

    /// <summary>Rungs of all ladders, best first; a ladder has some of them in this order (a test holds the ladders against it).</summary>
    public static readonly string[] Rungs = ["predictive", "feedback", "feedback-on-glucose", "feed-forward", "flow", "level", "pid", "ratio", "recipe", "set",
        "weighed", "told", "hold"];

    // By loop, the rung that it has to come back to; empty for one that began below its best and is well when it has gone up.
    private readonly Dictionary<string, string> _left = [];

    /// <summary>Takes the next event; null when it says nothing of an alarm.</summary>
    public (AlarmKey Key, AlarmChange Change)? Take(Event happened) => happened switch
    {
        { Kind: EventKind.Alarm, Code: Raised } => (Named(happened), AlarmChange.Came),
        { Kind: EventKind.Alarm, Code: Cleared } => (Named(happened), AlarmChange.Went),
        { Kind: EventKind.Alarm } when !happened.Code.StartsWith("confirm.", StringComparison.Ordinal) => (Of(happened, happened.Code), AlarmChange.CameAndWent),
        { Kind: EventKind.Interlock, Code: Acted } => (Of(happened, Interlock), AlarmChange.Came),
        { Kind: EventKind.Interlock, Code: Released } => (Of(happened, Interlock), AlarmChange.Went),
        { Kind: EventKind.Ladder } => Step(happened),
        _ => null,
    };

    private (AlarmKey, AlarmChange)? Step(Event step)
    {
        string loop = step.Source, to = step.Data.GetValueOrDefault("to", "");
        if (step.Code == "ladder.down")
        {
            _left.TryAdd(loop, step.Data.GetValueOrDefault("from", ""));
            return (Of(step, Ladder), AlarmChange.Came);
        }
        if (!_left.TryGetValue(loop, out string? left) || Array.IndexOf(Rungs, to) > Array.IndexOf(Rungs, left) && left.Length > 0) return null;
        _left.Remove(loop);
        return (Of(step, Ladder), AlarmChange.Went);
    }

    // What is named after its source is named once.
    private AlarmKey Named(Event happened)
    {
        string name = happened.Data.GetValueOrDefault("alarm", happened.Code);
        return Of(happened, name.StartsWith(happened.Source + ".", StringComparison.Ordinal) ? name[(happened.Source.Length + 1)..] : name);
    }

    private AlarmKey Of(Event happened, string code) => new(unit, happened.Source, code);
}
