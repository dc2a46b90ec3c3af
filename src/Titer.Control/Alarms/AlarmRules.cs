using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>When an act of a person on an alarm is refused.</summary>
internal static class AlarmRules
{
    // A reason is read beside its alarm; what is longer belongs in a deviation report.
    private const int LongestReason = 500;

    /// <summary>Why it is refused now, as the rest of a sentence; null when it is taken.</summary>
    /// <param name="alarm">Null when the master alarm database has none of this name.</param>
    public static string? Refusal(OperatorRequest request, AlarmStatus? alarm, string reason, MasterAlarms master)
    {
        if (alarm is null) return $"there is no alarm of the name {request.Subject}";
        string name = alarm.Key.Name;
        return request.Act switch
        {
            AlarmActs.Acknowledged => alarm.State switch
            {
                AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged => null,
                AlarmState.Acknowledged => $"{alarm.Acknowledged!.Person} acknowledged it at {alarm.Acknowledged.Time.UtcDateTime:HH:mm} UTC",
                AlarmState.Normal => $"{name} is not in alarm",
                _ => $"{name} is {Where(alarm.State)} and has nothing to acknowledge",
            },
            AlarmActs.Shelved => Unreasoned(reason) ?? (alarm.OutOfService is not null ? $"{name} is out of service"
                : alarm.Shelved is { } shelved ? $"it is shelved until {shelved.Until!.Value.UtcDateTime:HH:mm} UTC, and is unshelved before it is shelved again"
                : AlarmActs.ShelvingOf(request) is not { } time || time <= TimeSpan.Zero ? "the time on the shelf is at least one minute"
                : time > master.LongestShelving(alarm.Priority)
                    ? $"an alarm of {Word(alarm.Priority)} priority is shelved for {AlarmActs.Words(master.LongestShelving(alarm.Priority))} at most" : null),
            AlarmActs.Unshelved => alarm.Shelved is null ? $"{name} is not shelved" : null,
            AlarmActs.TakenOutOfService => Unreasoned(reason) ?? (alarm.OutOfService is { } by ? $"{by.Person} took it out of service" : null),
            AlarmActs.PutBackInService => alarm.OutOfService is null ? $"{name} is in service" : null,
            _ => $"{request.Act} is nothing that can be asked of an alarm",
        };
    }

    private static string? Unreasoned(string reason) => string.IsNullOrWhiteSpace(reason) ? "it needs a reason"
        : reason.Length > LongestReason ? $"its reason has more than {LongestReason} characters" : null;

    private static string Where(AlarmState state) => state switch
    {
        AlarmState.Shelved => "shelved",
        AlarmState.SuppressedByDesign => "suppressed by design",
        _ => "out of service",
    };

    private static string Word(AlarmPriority priority) => priority switch
    {
        AlarmPriority.High => "high",
        AlarmPriority.Medium => "medium",
        _ => "low",
    };
}
