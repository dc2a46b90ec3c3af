using System.Globalization;
using Titer.Control.Alarms;

namespace Titer.App.Alarms;

/// <summary>The history of alarms as CSV, a line for each time that one came.</summary>
internal static class AlarmCsv
{
    public const string Header = "unit,alarm,priority,severity,came,went,duration_s,shown,acknowledged,acknowledged_by,comment,message,response\r\n";

    /// <param name="unit">What people call the unit.</param>
    public static string Of(string unit, AlarmOccurrence o) => SpreadsheetCell.Line([
        unit, o.Key.Name, $"{o.Priority}", $"{o.Severity}", Time(o.Came), Time(o.Went),
        (o.Went - o.Came)?.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) ?? "", o.Shown.Length.ToString(CultureInfo.InvariantCulture),
        Time(o.Acknowledged?.Time), o.Acknowledged?.Person ?? "", o.Acknowledged?.Reason ?? "", o.Message, o.Response,
    ]);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
