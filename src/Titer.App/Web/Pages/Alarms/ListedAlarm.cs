using System.Globalization;
using Titer.App.Hosting;
using Titer.Control.Alarms;

namespace Titer.App.Web.Pages.Alarms;

/// <summary>An alarm of one of the units, as the page lists it.</summary>
public sealed record ListedAlarm(UnitSnapshot Unit, AlarmStatus Alarm)
{
    /// <summary>Unique on the page.</summary>
    public string Id => $"{Unit.Id}/{Alarm.Key.Name}";

    public bool Waits => Alarm.State is AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged;

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
