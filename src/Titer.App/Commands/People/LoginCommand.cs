using System.CommandLine;
using Titer.App.People;
using Titer.App.Sites;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.People;

/// <summary><c>titer login</c> and <c>titer logout</c>: a session for the commands that follow.</summary>
internal static class LoginCommand
{
    public static Command Create()
    {
        Option<string?> site = SiteOption.Create();
        Option<string?> user = Credentials.User();
        user.Required = true;
        Option<bool> input = Credentials.FromInput();
        var command = new Command("login", "Log in, so that the commands that follow do not ask for the password again.") { user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), "log-in");
            SessionFile.Write(at, new Sessions(at).Open(who));
            PeopleRules rules = at.Settings.Rules;
            Console.WriteLine($"{who.Person.Name} is logged in as {Roles.Text(who.Roles)}; "
                + $"the session ends after {rules.IdleMinutes} minutes without a command, and after {rules.SessionHours} hours.");
            return 0;
        });
        return command;
    }

    public static Command CreateEnd()
    {
        Option<string?> site = SiteOption.Create();
        var command = new Command("logout", "End the session that 'titer login' began.") { site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            if (SessionFile.Read(at) is { } token) new Sessions(at).Close(token);
            SessionFile.Delete(at);
            return 0;
        });
        return command;
    }
}
