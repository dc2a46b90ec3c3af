using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>An alarm or interlock from its coming to its going; <see cref="Cleared"/> is null while it stands.</summary>
internal sealed record AlarmSpan(Event Raised)
{
    public DateTimeOffset? Cleared { get; set; }

    /// <summary>Which alarm or interlock of its source; empty for what has no end.</summary>
    public string Name => AlarmHistory.NameOf(Raised);
}

internal static class AlarmHistory
{
    private const string Cleared = "alarm.cleared", Released = "interlock.released";

    /// <summary>Whether an event is that an alarm or an interlock came. Requests to confirm are no alarms of the process.</summary>
    public static bool IsAlarm(Event happened) => happened.Kind is EventKind.Alarm or EventKind.Interlock
        && happened.Code is not (Cleared or Released) && !happened.Code.StartsWith("confirm.", StringComparison.Ordinal);

    /// <summary>Which alarm or interlock of its source; empty for what has no end.</summary>
    public static string NameOf(Event happened) => happened.Data.GetValueOrDefault("alarm") ?? happened.Data.GetValueOrDefault("interlock") ?? "";

    /// <summary>Alarms that have the same are alike, and one line of a review.</summary>
    public static (EventKind Kind, string Source, string Name, string Code) KeyOf(Event alarm) =>
        (alarm.Kind, alarm.Source, NameOf(alarm), alarm.Code);

    /// <summary>Pairs what came with what went, by source and name of the alarm.</summary>
    public static List<AlarmSpan> Of(IEnumerable<Event> events)
    {
        var all = new List<AlarmSpan>();
        var standing = new Dictionary<(string Source, string Name), AlarmSpan>();
        foreach (Event happened in events)
        {
            string name = NameOf(happened);
            if (happened.Code is Cleared or Released && standing.Remove((happened.Source, name), out AlarmSpan? gone)) gone.Cleared = happened.Time;
            if (!IsAlarm(happened)) continue;
            var come = new AlarmSpan(happened);
            all.Add(come);
            // Lost frames and the like have happened and do not stand.
            if (name.Length == 0) come.Cleared = happened.Time;
            else standing[(happened.Source, name)] = come;
        }
        return all;
    }
}
