using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>Who is who at a site. Every answer, yes or no, is in the audit trail before it is given; when the trail cannot be written nobody is let
/// in.</summary>
internal sealed class PeopleDirectory(Site site)
{
    /// <summary>Codes of events.</summary>
    public const string LoggedIn = "login", CodeAsked = "login.code.asked", MustChange = "login.password.due", Locked = "login.locked",
        Denied = "access.denied", PasswordChanged = "account.password";

    private const string No = "This name, password or code is not right, or the account is locked or disabled.";

    /// <summary>Identifies a person by log-in name, password and, if the account has a second factor, its code or a recovery code.</summary>
    /// <param name="purpose">What for, as the trail names it: log-in, signature, change of password.</param>
    /// <exception cref="InputException">The site is busy, or its trail is not the one that its accounts know.</exception>
    /// <exception cref="IOException">The trail cannot be written; nobody was let in.</exception>
    public Admission Authenticate(string name, string password, string? code = null, string purpose = "log-in") => site.Write(writer =>
    {
        (Account? account, Admission answer) = Prove(writer, name, password, code, purpose);
        if (account is null) return answer;
        if (account.MustChangePassword || writer.Accounts.IsExpired(account))
        {
            string why = account.MustChangePassword ? "it was set by somebody else" : "it is too old";
            writer.Add(MustChange, Severity.Low, $"A {purpose} was refused: the password must be changed first, because {why}.",
                Data(account, name, purpose));
            return new Admission(AdmissionStatus.PasswordChangeNeeded, null,
                $"The password must be changed first, because {why}: 'titer people password --user {account.UserName}'.");
        }
        (account.AccessFailedCount, account.Lockings, account.LockoutEnd) = (0, 0, null);
        writer.Accounts.Save(account);
        string since = SinceLastLogIn.Text(writer, account, answer.Required().May(Duty.ManagePeople));
        SinceLastLogIn.Begin(writer, account);
        writer.Add(LoggedIn, Severity.Information, $"{account.PrintedName} proved who they are, for: {purpose}.", Data(account, name, purpose));
        return answer with { Since = since };
    });

    /// <summary>Sets another password; the old one proves who asks, also when it serves for nothing else any more.</summary>
    /// <exception cref="InputException">As <see cref="Authenticate"/>, or the rules do not take the new password.</exception>
    public Admission ChangePassword(string name, string password, string? code, string newPassword) => site.Write(writer =>
    {
        (Account? account, Admission answer) = Prove(writer, name, password, code, "change of password");
        if (account is null) return answer;
        writer.Accounts.SetPassword(account, newPassword, mustChange: false);
        (account.AccessFailedCount, account.Lockings, account.LockoutEnd) = (0, 0, null);
        writer.Accounts.Save(account);
        Sessions.EndAll(writer, account);
        writer.Add(PasswordChanged, Severity.Low, $"{account.PrintedName} set another password.", Data(account, name, "password"));
        return answer;
    });

    /// <summary>Lets nobody do what their roles do not allow; the attempt is an event.</summary>
    /// <exception cref="InputException">They may not.</exception>
    public void Require(Identified who, Duty duty)
    {
        if (who.May(duty)) return;
        site.Write(writer => writer.Add(Denied, Severity.Medium,
            $"{who.Person.Name} tried to {duty.Words()}, which the roles {Roles.Text(who.Roles)} do not allow.",
            (Person.IdKey, who.Person.Id), (Person.NameKey, who.Person.Name), ("what", duty.Words())));
        throw new InputException($"{who.Person.Name} may not {duty.Words()}: "
            + $"that takes the role {string.Join(" or ", Duties.Of(duty).Select(r => r.Word()))}.");
    }

    internal static IEnumerable<(string, string)> Data(Account account, string login, string what) =>
        [(Person.IdKey, account.Id), (Person.NameKey, account.PrintedName), ("login", login), ("what", what)];

    /// <summary>The account whose name, password and code these are; null when they are not, with the answer, which is in the trail then.</summary>
    private static (Account? Account, Admission Answer) Prove(SiteWriter writer, string name, string password, string? code, string purpose)
    {
        Account? account = writer.Accounts.Find(name);
        // The password is looked at in any case, so that the time of an answer tells nothing.
        bool right = writer.Accounts.IsPassword(account, password);
        if (account is null) return Fail(writer, name, null, purpose, "there is no such name");
        if (account.Disabled) return Fail(writer, name, account, purpose, "the account is disabled");
        if (writer.Accounts.IsLocked(account)) return Fail(writer, name, account, purpose, "the account is locked");
        if (!right) return Count(writer, name, account, purpose, "the password was wrong");
        if (account.TwoFactorEnabled)
        {
            if (code is null)
            {
                writer.Add(CodeAsked, Severity.Information, $"A {purpose} with the right password was asked for the code of the second factor.",
                    Data(account, name, purpose));
                return (null, new Admission(AdmissionStatus.CodeNeeded, null, "The code of the second factor is needed too."));
            }
            if (!SecondFactor.Takes(writer.Accounts, account, code, writer.Site.Clock))
                return Count(writer, name, account, purpose, "the code of the second factor was wrong");
        }
        var who = new Identified(new Person(account.Id, account.PrintedName), account.UserName!, [.. writer.Accounts.RolesOf(account)]);
        return (account, new Admission(AdmissionStatus.Admitted, who, ""));
    }

    private static (Account?, Admission) Count(SiteWriter writer, string name, Account account, string purpose, string why)
    {
        bool locks = writer.Accounts.CountFailure(account);
        (Account?, Admission) refused = Fail(writer, name, account, purpose, why);
        if (locks)
        {
            writer.Add(Locked, Severity.High,
                $"The account of {account.PrintedName} is locked until {account.LockoutEnd:yyyy-MM-dd HH:mm} UTC "
                + $"after {writer.Site.Settings.Rules.Failures} failed log-ins in a row.",
                [.. Data(account, name, purpose), ("new", $"locked until {account.LockoutEnd:yyyy-MM-ddTHH:mm:ss}Z")]);
        }
        return refused;
    }

    private static (Account?, Admission) Fail(SiteWriter writer, string name, Account? account, string purpose, string why)
    {
        FailedLogIns.Add(writer, name, account, purpose, why);
        return (null, new Admission(AdmissionStatus.Refused, null, No));
    }
}
