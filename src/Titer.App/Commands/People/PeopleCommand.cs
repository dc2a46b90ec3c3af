using System.CommandLine;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.People;

/// <summary><c>titer people ...</c>: the accounts of a site.</summary>
internal static class PeopleCommand
{
    public static Command Create() => new("people", "The accounts of the people of a site.")
    {
        PeopleListCommand.Create(),
        Add(),
        SetRoles(),
        Change("disable", "Let a person in no more; the account stays, and its name is never given again.",
            (a, by, name, reason) => a.Disable(by, name, reason)),
        Change("enable", "Let a disabled person in again.", (a, by, name, reason) => a.Enable(by, name, reason)),
        Change("unlock", "End a lock-out before its time.", (a, by, name, reason) => a.Unlock(by, name, reason)),
        Reset(),
        OwnAccountCommands.Password(),
        OwnAccountCommands.SecondFactor(),
        TokenCommand.Create(),
    };

    /// <summary>Shows a password that serves to set another, once.</summary>
    public static void Show(string name, string password) =>
        Console.WriteLine($"{name} sets a password with 'titer people password --user {name}'; "
            + $"until then it is, and it is shown only here: {password}");

    private static Command Add()
    {
        var printed = new Option<string>("--name") { Description = "Full name, as it is printed.", Required = true };
        Option<string[]> roles = RolesOption();
        return Administrators("add", "Make an account for one person.", [printed, roles], (parsed, _) => (administration, by, name, reason) =>
            Show(name, administration.Add(by, name, parsed.GetValue(printed)!, RolesOf(parsed.GetValue(roles)!), reason)));
    }

    private static Command SetRoles()
    {
        Option<string[]> roles = RolesOption();
        return Administrators("role", "Give an account exactly these roles.", [roles], (parsed, _) => (administration, by, name, reason) =>
            administration.SetRoles(by, name, RolesOf(parsed.GetValue(roles)!), reason));
    }

    private static Command Reset()
    {
        var factor = new Option<bool>("--second-factor") { Description = "Also turn off the second factor, because it is lost." };
        var witness = new Option<string>("--witness")
        {
            Description = "Log-in name of a third person, who proves to be there: nobody alone gets at the account of another.", Required = true,
        };
        return Administrators("reset", "Give a person who lost the password one that serves to set another.", [factor, witness],
            (parsed, prove) => (administration, by, name, reason) =>
            Show(name, administration.ResetPassword(by, prove(parsed.GetValue(witness)!), name, parsed.GetValue(factor), reason)));
    }

    private static Command Change(string word, string description, Action<PeopleAdministration, Identified, string, string> change) =>
        Administrators(word, description, [], (_, _) => change);

    /// <summary>A command of an administrator about one account.</summary>
    /// <param name="change">From what was typed, and a way for a further person to prove who they are, the change.</param>
    private static Command Administrators(string word, string description, Option[] options,
        Func<ParseResult, Func<string, Identified>, Action<PeopleAdministration, Identified, string, string>> change)
    {
        var name = new Argument<string>("NAME") { Description = "Log-in name of the account." };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        Option<string?> site = SiteOption.Create(), user = Credentials.User();
        Option<bool> input = Credentials.FromInput();
        var command = new Command(word, description) { name, reason, user, input, site };
        foreach (Option option in options) command.Add(option);
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            Identified by = Credentials.Of(at, parsed.GetValue(user), parsed.GetValue(input), $"people {word}");
            change(parsed, other => Credentials.Prove(at, other, parsed.GetValue(input), $"people {word}, as witness"))(
                new PeopleAdministration(at, new PeopleDirectory(at)), by, parsed.GetValue(name)!, parsed.GetValue(reason)!);
            Console.WriteLine($"Done and recorded in the audit trail: people {word} {parsed.GetValue(name)}.");
            return 0;
        });
        return command;
    }

    private static Option<string[]> RolesOption() => new("--role")
    {
        Description = $"One or more of {string.Join(", ", Roles.Words)}.", Required = true, AllowMultipleArgumentsPerToken = true,
    };

    /// <exception cref="InputException">One of them is no role.</exception>
    public static Role[] RolesOf(IEnumerable<string> words) =>
        [.. words.Select(w => Roles.TryParse(w, out Role role) ? role
            : throw new InputException($"'{Visible.Of(w)}' is no role; there are {string.Join(", ", Roles.Words)}."))];
}
