using System.Globalization;
using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>What a person may ask of the alarm list, as requests whose subject is the name of an alarm.</summary>
public static class AlarmActs
{
    /// <summary>The alarm list, as the part of a unit that knows these acts and as the source of their events.</summary>
    public const string Part = "alarm", Source = "alarms";

    public const string Acknowledged = "alarm.acknowledge", Shelved = "alarm.shelve", Unshelved = "alarm.unshelve",
        TakenOutOfService = "alarm.out-of-service", PutBackInService = "alarm.in-service";

    private const string MinutesKey = "minutes";

    public static OperatorRequest Acknowledge(string alarm) => new(Acknowledged, alarm);

    /// <param name="time">Whole minutes count.</param>
    public static OperatorRequest Shelve(string alarm, TimeSpan time) =>
        new OperatorRequest(Shelved, alarm).With(MinutesKey, ((long)Math.Floor(time.TotalMinutes)).ToString(CultureInfo.InvariantCulture));

    public static OperatorRequest Unshelve(string alarm) => new(Unshelved, alarm);

    public static OperatorRequest TakeOutOfService(string alarm) => new(TakenOutOfService, alarm);

    public static OperatorRequest PutInService(string alarm) => new(PutBackInService, alarm);

    /// <summary>For how long it is to be shelved; null when the request does not say it in whole minutes.</summary>
    public static TimeSpan? ShelvingOf(OperatorRequest request) =>
        int.TryParse(request.Values.GetValueOrDefault(MinutesKey), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int minutes)
            ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>The act in the past, to follow the name of a person.</summary>
    public static string Did(OperatorRequest request) => request.Act switch
    {
        Acknowledged => $"acknowledged the alarm {request.Subject}",
        Shelved => $"shelved the alarm {request.Subject}{(ShelvingOf(request) is { } time ? $" for {Words(time)}" : "")}",
        Unshelved => $"unshelved the alarm {request.Subject}",
        TakenOutOfService => $"took the alarm {request.Subject} out of service",
        PutBackInService => $"put the alarm {request.Subject} back in service",
        _ => $"asked for {request.Act} of {request.Subject}",
    };

    /// <summary>A time as people say it.</summary>
    internal static string Words(TimeSpan time) => time.Ticks % TimeSpan.TicksPerHour == 0 && time >= TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");
}
