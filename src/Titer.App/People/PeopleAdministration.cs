using System.Buffers.Text;
using System.Security.Cryptography;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>
/// Changes of accounts by an administrator, each an event: who, when, what, old, new, reason (21 CFR 11.10(d), 11.100(b), 11.300; Annex 11, 12.3).
/// Nobody changes their own roles or state. So one administrator is always left: the one who made the change.
/// </summary>
internal sealed class PeopleAdministration(Site site, PeopleDirectory directory)
{
    public const string Added = "account.added", RolesSet = "account.roles", Disabled = "account.disabled", Enabled = "account.enabled",
        Reset = "account.reset", Unlocked = "account.unlocked", FactorOn = "account.second-factor.on", FactorOff = "account.second-factor.off";

    /// <summary>The person on record before there is any: the program itself, at the making of a site.</summary>
    private const string Maker = "the making of the site";

    private const int LongestReason = 500;

    /// <summary>The first administrator of a new site.</summary>
    /// <returns>The password that serves to set another.</returns>
    public string AddFirst(string name, string printed) => site.Write(writer =>
    {
        if (writer.People.Users.Any()) throw new InputException(site.Folder, "this site has accounts already.");
        return Make(writer, null, name, printed, [Role.Administrator], Maker);
    });

    /// <summary>A new account, whose password serves to set another.</summary>
    /// <returns>That password, which nobody can show again.</returns>
    /// <exception cref="InputException">(all members) The rules refuse it, or the administrator may not.</exception>
    public string Add(Identified by, string name, string printed, IReadOnlyCollection<Role> roles, string reason) =>
        Write(by, writer => Make(writer, by.Person, name, printed, roles, reason));

    /// <summary>Gives the account exactly these roles.</summary>
    public void SetRoles(Identified by, string name, IReadOnlyCollection<Role> roles, string reason) => Change(by, name, reason, (writer, account) =>
    {
        Role[] old = writer.Accounts.RolesOf(account);
        if (account.Id == by.Person.Id) throw new InputException("Nobody changes their own roles; another administrator does.");
        RequireSeparate(roles);
        if (old.SequenceEqual(roles.Distinct().Order())) throw new InputException($"'{name}' has the roles {Roles.Text(old)} already.");
        AccountManager.Require(writer.Accounts.RemoveFromRolesAsync(account, old.Except(roles).Select(r => r.Word())).Result);
        AccountManager.Require(writer.Accounts.AddToRolesAsync(account, roles.Except(old).Select(r => r.Word())).Result);
        return (RolesSet, $"The roles of {account.PrintedName} were changed.", Roles.Text(old), Roles.Text(roles));
    });

    public void Disable(Identified by, string name, string reason) => Change(by, name, reason, (writer, account) =>
    {
        if (account.Id == by.Person.Id) throw new InputException("Nobody disables their own account; another administrator does.");
        if (account.Disabled) throw new InputException($"'{name}' is disabled already.");
        account.Disabled = true;
        writer.Accounts.Save(account);
        Sessions.EndAll(writer, account);
        AccessTokens.EndAll(writer, account);
        return (Disabled, $"The account of {account.PrintedName} was disabled.", "enabled", "disabled");
    });

    public void Enable(Identified by, string name, string reason) => Change(by, name, reason, (writer, account) =>
    {
        if (!account.Disabled) throw new InputException($"'{name}' is not disabled.");
        account.Disabled = false;
        writer.Accounts.Save(account);
        return (Enabled, $"The account of {account.PrintedName} was enabled.", "disabled", "enabled");
    });

    public void Unlock(Identified by, string name, string reason) => Change(by, name, reason, (writer, account) =>
    {
        if (!writer.Accounts.IsLocked(account)) throw new InputException($"'{name}' is not locked.");
        string until = $"locked until {account.LockoutEnd:yyyy-MM-ddTHH:mm:ss}Z";
        (account.AccessFailedCount, account.Lockings, account.LockoutEnd) = (0, 0, null);
        writer.Accounts.Save(account);
        return (Unlocked, $"The account of {account.PrintedName} was unlocked.", until, "not locked");
    });

    /// <summary>A new password for somebody who lost theirs; with the second factor, which is off afterwards, when that is lost too.</summary>
    /// <param name="witness">A third person: whoever sets a password for another could sign as that person, which must take the collaboration of
    /// two (21 CFR 11.200(a)(3)).</param>
    /// <returns>The password, which serves to set another.</returns>
    public string ResetPassword(Identified by, Identified witness, string name, bool factorToo, string reason)
    {
        string password = OneTime(name);
        Change(by, name, reason, (writer, account) =>
        {
            if (witness.Person.Id == by.Person.Id || witness.Person.Id == account.Id)
                throw new InputException("The witness is a third person, neither who resets the password nor whose password it is.");
            if (account.Id == by.Person.Id)
                throw new InputException("Nobody resets their own password: 'titer people password' changes it, or another administrator resets it.");
            bool factor = factorToo && account.TwoFactorEnabled;
            writer.Accounts.SetPassword(account, password, mustChange: true);
            if (factor) SecondFactor.End(writer.Accounts, account);
            Sessions.EndAll(writer, account);
            AccessTokens.EndAll(writer, account);
            return (Reset, $"The password of {account.PrintedName} was reset{(factor ? ", and the second factor turned off" : "")}.",
                factor ? "password and second factor" : "password", "one-time password");
        }, ("witness-id", witness.Person.Id), ("witness", witness.Person.Name));
        return password;
    }

    // An own account only: the key is for the eyes of its owner.
    public string BeginSecondFactor(Identified who) => site.Write(writer =>
    {
        Account account = writer.Accounts.Find(who.LogIn)!;
        if (account.TwoFactorEnabled)
            throw new InputException("This account has a second factor already; "
                + "an administrator turns it off with 'titer people reset --second-factor'.");
        return SecondFactor.Begin(writer.Accounts, account);
    });

    public string[] ConfirmSecondFactor(Identified who, string code) => site.Write(writer =>
    {
        Account account = writer.Accounts.Find(who.LogIn)!;
        string[] codes = SecondFactor.Confirm(writer.Accounts, account, code.Trim(), site.Clock);
        writer.Add(FactorOn, Severity.Low, $"{account.PrintedName} turned the second factor on.",
            [.. PeopleDirectory.Data(account, who.LogIn, "second factor"), ("old", "off"), ("new", "on")]);
        return codes;
    });

    private void Change(Identified by, string name, string reason,
        Func<SiteWriter, Account, (string Code, string Message, string Old, string New)> change, params (string, string)[] more) =>
        Write(by, writer =>
    {
        Account account = writer.Accounts.Find(name) ?? throw new InputException($"There is no account '{Visible.Of(name)}'.");
        (string code, string message, string old, string @new) = change(writer, account);
        return writer.Add(code, Severity.Low, message, [.. By(by.Person), .. What(account), ("old", old), ("new", @new),
            ("reason", Checked(reason)), .. more]);
    });

    private T Write<T>(Identified by, Func<SiteWriter, T> change)
    {
        directory.Require(by, Duty.ManagePeople);
        return site.Write(writer =>
        {
            // The roles are those of now: somebody else may have taken them since.
            if (writer.Accounts.Find(by.LogIn) is not { Disabled: false } own || !Duties.May(writer.Accounts.RolesOf(own), Duty.ManagePeople))
                throw new InputException($"{by.Person.Name} is no administrator any more.");
            return change(writer);
        });
    }

    private static string Make(SiteWriter writer, Person? by, string name, string printed, IReadOnlyCollection<Role> roles, string reason)
    {
        NameRules.RequireLogIn(name);
        NameRules.RequirePrinted(printed);
        RequireSeparate(roles);
        string alike = NameRules.LookAlike(name);
        if (writer.People.Users.FirstOrDefault(a => a.LookAlike == alike) is { } same)
        {
            throw new InputException(same.UserName == name
                ? $"There is an account '{name}' already{(same.Disabled ? ", which is disabled" : "")}; a name is never given twice."
                : $"'{name}' looks like the account '{same.UserName}'; a name is never given twice.");
        }
        if (writer.People.Users.Select(a => a.PrintedName).AsEnumerable().Any(p => string.Equals(p, printed, StringComparison.OrdinalIgnoreCase)))
            throw new InputException($"'{printed}' is printed for another account already; add what tells the two people apart.");
        var account = new Account { UserName = name, PrintedName = printed, LookAlike = alike, LockoutEnabled = true };
        AccountManager.Require(writer.Accounts.CreateAsync(account).Result);
        AccountManager.Require(writer.Accounts.AddToRolesAsync(account, roles.Distinct().Select(r => r.Word())).Result);
        string password = OneTime(name);
        writer.Accounts.SetPassword(account, password, mustChange: true);
        SinceLastLogIn.Begin(writer, account);
        writer.Add(Added, Severity.Low, $"An account was made for {printed}.",
            [.. by is null ? [] : By(by), .. What(account), ("old", "no account"), ("new", $"{printed}: {Roles.Text(roles)}"),
                ("reason", Checked(reason))]);
        return password;
    }

    private static IEnumerable<(string, string)> By(Person person) => [(Person.IdKey, person.Id), (Person.NameKey, person.Name)];

    private static IEnumerable<(string, string)> What(Account account) => [("what", $"account {account.UserName}"), ("account-id", account.Id)];

    /// <summary>Whoever manages accounts makes and releases nothing: an administrator has no other role.</summary>
    private static void RequireSeparate(IReadOnlyCollection<Role> roles)
    {
        if (roles.Contains(Role.Administrator) && roles.Distinct().Count() > 1)
            throw new InputException("An administrator has no other role: whoever manages accounts makes and releases nothing.");
    }

    private static string Checked(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new InputException("A reason is needed (--reason).");
        return reason.Length <= LongestReason ? reason
            : throw new InputException($"A reason has at most {LongestReason} characters, and this one has {reason.Length}.");
    }

    /// <summary>15 random bytes: 120 bits, 20 characters. By chance a short name would stand in some of them, and the rules take none with it.</summary>
    internal static string OneTime(string name)
    {
        while (true)
        {
            string password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15));
            if (name.Length == 0 || !password.Contains(name, StringComparison.OrdinalIgnoreCase)) return password;
        }
    }
}
