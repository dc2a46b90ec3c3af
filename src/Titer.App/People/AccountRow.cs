using Titer.App.Sites;

namespace Titer.App.People;

/// <summary>An account as lists show it.</summary>
/// <param name="Printed">Name as printed.</param>
/// <param name="State"><c>enabled</c>, <c>disabled</c>, locked until when, or that the password is to be changed.</param>
public sealed record AccountRow(
    string Name, string Printed, string Id, string[] Roles, string State, bool SecondFactor, DateTimeOffset PasswordSet)
{
    public bool IsDisabled => State == Disabled;

    public bool IsLocked => State.StartsWith(Locked, StringComparison.Ordinal);

    private const string Disabled = "disabled", Locked = "locked";

    /// <summary>All accounts there ever were, by name.</summary>
    internal static AccountRow[] All(Site site) => site.Read(people =>
    {
        AccountManager accounts = AccountManager.Of(people, site.Settings.Rules, site.Clock);
        return people.Users.OrderBy(a => a.UserName).AsEnumerable().Select(a => new AccountRow(a.UserName!, a.PrintedName, a.Id,
            [.. accounts.RolesOf(a).Select(r => r.Word())], StateOf(accounts, a), a.TwoFactorEnabled, a.PasswordSet)).ToArray();
    });

    private static string StateOf(AccountManager accounts, Account account) => account.Disabled ? Disabled
        : accounts.IsLocked(account) ? $"{Locked} until {account.LockoutEnd:yyyy-MM-dd HH:mm} UTC"
        : account.MustChangePassword || accounts.IsExpired(account) ? "password to be changed" : "enabled";
}
