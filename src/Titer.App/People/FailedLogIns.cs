using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>
/// Failed log-ins in the trail. Each has an event, up to <see cref="MostPerMinute"/> a minute at the whole site; what is more is counted, and one
/// event says how many there were. So a flood of any size costs the disk at most 21 events a minute, some 30 MB a day. Lock-outs, which are few by
/// nature, have their event in any case.
/// </summary>
internal static class FailedLogIns
{
    public const string Failed = "login.failed", Flood = "login.flood";

    public const int MostPerMinute = 20;

    /// <summary>Characters of the typed name that are kept.</summary>
    public const int LongestName = 64;

    public static void Add(SiteWriter site, string typed, Account? account, string purpose, string why)
    {
        TrailMark mark = site.Mark;
        long minute = site.Site.Clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        if (mark.Minute != minute) (mark.Minute, mark.Failures) = (minute, 0);
        if (mark.Failures >= MostPerMinute)
        {
            mark.Unwritten++;
            return;
        }
        mark.Failures++;
        string name = Visible.Cut(typed, LongestName);
        List<(string, string)> data = [("login", name), ("what", purpose), ("why", why)];
        if (name.Length < typed.Length) data.Add(("login-length", $"{typed.Length}"));
        if (account is not null) data.AddRange([(Person.IdKey, account.Id), (Person.NameKey, account.PrintedName)]);
        site.Add(Failed, Severity.Medium, $"A {purpose} failed: {why}.", data);
    }

    /// <summary>One event for what a past minute had too much; true when there was any.</summary>
    public static bool Summarise(SiteWriter site)
    {
        TrailMark mark = site.Mark;
        if (mark.Unwritten == 0 || mark.Minute == site.Site.Clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute) return false;
        var began = new DateTimeOffset(mark.Minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        long count = mark.Unwritten;
        mark.Unwritten = 0;
        site.Add(Flood, Severity.High, $"{count} more log-ins failed within the minute from {began:yyyy-MM-dd HH:mm} UTC.",
            ("count", $"{count}"), ("minute", $"{began:yyyy-MM-ddTHH:mm}Z"));
        return true;
    }
}
