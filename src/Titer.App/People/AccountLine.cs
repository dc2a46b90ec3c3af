using System.Collections.Immutable;
using Titer.App.Sites;

namespace Titer.App.People;

/// <summary>An account as administrators see it.</summary>
/// <param name="State">In words: enabled, disabled, locked until a time, password to be changed.</param>
internal sealed record AccountLine(
    string Name, string Printed, string Id, string[] Roles, string State, bool SecondFactor, DateTimeOffset PasswordSet)
{
    /// <summary>All accounts there ever were, by log-in name.</summary>
    public static ImmutableArray<AccountLine> All(Site site) => site.Read<ImmutableArray<AccountLine>>(people =>
    {
        AccountManager accounts = AccountManager.Of(people, site.Settings.Rules, site.Clock);
        return [.. people.Users.OrderBy(a => a.UserName).AsEnumerable().Select(a => new AccountLine(a.UserName!, a.PrintedName, a.Id,
            [.. accounts.RolesOf(a).Select(r => r.Word())], StateOf(accounts, a), a.TwoFactorEnabled, a.PasswordSet))];
    });

    private static string StateOf(AccountManager accounts, Account account) => account.Disabled ? "disabled"
        : accounts.IsLocked(account) ? $"locked until {account.LockoutEnd:yyyy-MM-dd HH:mm} UTC"
        : account.MustChangePassword || accounts.IsExpired(account) ? "password to be changed" : "enabled";
}
