using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>An alarm or interlock from its coming to its going; <see cref="Cleared"/> is null while it stands.</summary>
internal sealed record AlarmSpan(Event Raised)
{
    public DateTimeOffset? Cleared { get; set; }

    /// <summary>Which alarm or interlock of its source; empty for what has no end.</summary>
    public string Name => Raised.Data.GetValueOrDefault("alarm") ?? Raised.Data.GetValueOrDefault("interlock") ?? "";
}

internal static class AlarmHistory
{
    /// <summary>Pairs what came with what went, by source and name of the alarm. Requests to confirm are no alarms of the process.</summary>
    public static List<AlarmSpan> Of(IEnumerable<Event> events)
    {
        var all = new List<AlarmSpan>();
        var standing = new Dictionary<(string Source, string Name), AlarmSpan>();
        foreach (Event happened in events)
        {
            if (happened.Kind is not (EventKind.Alarm or EventKind.Interlock)
                || happened.Code.StartsWith("confirm.", StringComparison.Ordinal))
                continue;
            string name = happened.Data.GetValueOrDefault("alarm") ?? happened.Data.GetValueOrDefault("interlock") ?? "";
            if (happened.Code is "alarm.cleared" or "interlock.released")
            {
                if (standing.Remove((happened.Source, name), out AlarmSpan? gone)) gone.Cleared = happened.Time;
                continue;
            }
            var come = new AlarmSpan(happened);
            all.Add(come);
            // Lost frames and the like have happened and do not stand.
            if (name.Length == 0) come.Cleared = happened.Time;
            else standing[(happened.Source, name)] = come;
        }
        return all;
    }
}
