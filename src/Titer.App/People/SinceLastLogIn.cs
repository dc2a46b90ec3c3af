using Titer.App.Sites;
using Titer.Core;
using Titer.Records;

namespace Titer.App.People;

/// <summary>
/// What somebody is told who logs in: attempts to use their account since the last time they did, and to an administrator those at the whole site
/// (21 CFR 11.300(d): attempts are reported to those in charge). A command line can tell them no sooner.
/// </summary>
internal static class SinceLastLogIn
{
    // Kept among the tokens of the account, where Identity keeps what else belongs to log-in.
    private const string Provider = "titer", Key = "last-log-in";

    /// <summary>One sentence; empty when there is nothing to tell.</summary>
    public static string Text(SiteWriter writer, Account account, bool administrator)
    {
        if (writer.Accounts.GetAuthenticationTokenAsync(account, Provider, Key).Result is not { } text) return "";
        (long first, long failed, long locked, long denied, long lost) = (long.Parse(text) + 1, 0, 0, 0, 0);
        DateTimeOffset? last = null;
        var decoder = new EntryDecoder();
        foreach (Entry entry in writer.Record.Read(first))
        {
            last ??= entry.Time;
            if (entry.Kind != EntryKind.Event) continue;
            Event happened = decoder.Event(entry);
            if (!administrator && happened.Data.GetValueOrDefault(Person.IdKey, "") != account.Id) continue;
            switch (happened.Code)
            {
                case FailedLogIns.Failed: failed++; break;
                case FailedLogIns.Flood: failed += long.Parse(happened.Data["count"]); break;
                case PeopleDirectory.Locked: locked++; break;
                case PeopleDirectory.Denied: denied++; break;
                case Site.ChangeLost or Site.AccountsOlder: lost++; break;
            }
        }
        (long Count, string One, string Many)[] counts =
        [
            (failed, "failed log-in", "failed log-ins"), (locked, "account locked", "accounts locked"),
            (denied, "attempt that roles do not allow", "attempts that roles do not allow"),
            (lost, "note of accounts that are not as the trail says", "notes of accounts that are not as the trail says"),
        ];
        string[] told = [.. counts.Where(c => c.Count > 0).Select(c => $"{c.Count} {(c.Count == 1 ? c.One : c.Many)}")];
        return told.Length == 0 ? ""
            : $"Since your last log-in ({last:yyyy-MM-dd HH:mm} UTC): {string.Join(", ", told)}; 'titer trail' has them.";
    }

    /// <summary>Remembers that the next event is a log-in of this account.</summary>
    public static void Begin(SiteWriter writer, Account account) =>
        AccountManager.Require(writer.Accounts.SetAuthenticationTokenAsync(account, Provider, Key, $"{writer.Record.Count}").Result);
}
