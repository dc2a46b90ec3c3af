using Titer.App.People;
using Titer.Batch;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Sites;

/// <summary><c>site.yaml</c>: where the trail of a site is, the key that signs it, and the rules for its accounts (docs/people.md).</summary>
/// <param name="Key">File of the signing key; null for the user's own.</param>
internal sealed record SiteSettings(RecordPlace Trail, string? Key, PeopleRules Rules)
{
    public const string FileName = "site.yaml", TrailFile = "trail.db";

    private const string Where = "the settings of a site";

    /// <exception cref="InputException">There are none, or one of them is wrong.</exception>
    public static SiteSettings Read(string folder)
    {
        YamlMap map = YamlMap.MapOf(YamlFile.Parse(YamlFile.Load(Path.Combine(folder, FileName))), Where);
        map.Allow(Where, "trail", "signing-key", "password-days", "password-history", "failures", "lock-minutes", "idle-minutes", "session-hours");
        var rules = new PeopleRules();
        string trail = map.RequireText("trail", Where);
        return new SiteSettings(
            RecordPlace.Of(PostgresAddress.IsOne(trail) ? trail : Path.Combine(folder, trail)),
            map.Find("signing-key") is { } key ? Path.Combine(folder, YamlMap.TextOf(key)) : null,
            rules with
            {
                PasswordDays = Whole(map, "password-days", rules.PasswordDays, 1, 3650),
                PasswordHistory = Whole(map, "password-history", rules.PasswordHistory, 0, 100),
                Failures = Whole(map, "failures", rules.Failures, 1, 20),
                LockMinutes = Whole(map, "lock-minutes", rules.LockMinutes, 1, 1440),
                IdleMinutes = Whole(map, "idle-minutes", rules.IdleMinutes, 1, 480),
                SessionHours = Whole(map, "session-hours", rules.SessionHours, 1, 24),
            });
    }

    private static int Whole(YamlMap map, string key, int otherwise, int least, int most)
    {
        if (map.Find(key) is not { } entry) return otherwise;
        return int.TryParse(YamlMap.TextOf(entry), out int value) && value >= least && value <= most
            ? value
            : throw entry.Value.Place.Error($"'{key}' must be a whole number from {least} to {most}.");
    }
}
