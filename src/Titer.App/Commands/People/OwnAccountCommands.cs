using System.CommandLine;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.People;

/// <summary><c>titer people password</c> and <c>titer people second-factor</c>: what people do to their own account.</summary>
internal static class OwnAccountCommands
{
    public static Command Password()
    {
        (Option<string?> site, Option<string?> user, Option<bool> input) = Options();
        var command = new Command("password", "Set another password; the old one is asked for first.") { user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            string name = parsed.GetValue(user)!;
            bool scripted = parsed.GetValue(input);
            var people = new PeopleDirectory(at);
            string old = Credentials.Secret("Present password", scripted), next = Credentials.Secret("New password", scripted);
            if (!scripted && Credentials.Secret("New password again", scripted) != next)
                throw new InputException("The two new passwords differ; nothing was changed.");
            Admission answer = people.ChangePassword(name, old, null, next);
            if (answer.Status == AdmissionStatus.CodeNeeded)
                answer = people.ChangePassword(name, old, Credentials.Secret("Code of the second factor", scripted), next);
            Console.WriteLine($"The password of {answer.Required().Person.Name} was changed.");
            return 0;
        });
        return command;
    }

    public static Command SecondFactor()
    {
        (Option<string?> site, Option<string?> user, Option<bool> input) = Options();
        var command = new Command("second-factor", "Add a code from an authenticator app to what is asked at log-in and at signing.")
        {
            user, input, site,
        };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            bool scripted = parsed.GetValue(input);
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, scripted, "second factor");
            var administration = new PeopleAdministration(at, new PeopleDirectory(at));
            string key = administration.BeginSecondFactor(who);
            Console.WriteLine($"Key for the authenticator app: {key}");
            Console.WriteLine(TimeBasedCode.Uri($"Titer {at.Name}", who.LogIn, key));
            Console.Out.Flush();
            string[] codes = administration.ConfirmSecondFactor(who, Credentials.Secret("Code that the app shows", scripted));
            Console.WriteLine("The second factor is on. Each of these codes serves once, when the phone is lost; they are shown only here:");
            foreach (string code in codes) Console.WriteLine($"  {code}");
            return 0;
        });
        return command;
    }

    private static (Option<string?> Site, Option<string?> User, Option<bool> Input) Options()
    {
        Option<string?> user = Credentials.User();
        user.Required = true;
        return (SiteOption.Create(), user, Credentials.FromInput());
    }
}
