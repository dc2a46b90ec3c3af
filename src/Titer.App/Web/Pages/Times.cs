using System.Globalization;

namespace Titer.App.Web.Pages;

/// <summary>How pages write moments: in UTC, alike in every language, as records have them.</summary>
internal static class Times
{
    public static string Minute(DateTimeOffset? time) => Of(time, "yyyy-MM-dd HH:mm");

    public static string Second(DateTimeOffset? time) => Of(time, "yyyy-MM-dd HH:mm:ss 'UTC'");

    private static string Of(DateTimeOffset? time, string format) => time?.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
