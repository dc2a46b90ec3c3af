using System.CommandLine;
using System.Globalization;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.People;

/// <summary><c>titer people token</c>: one's own tokens, by which programs use the API.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Your tokens, by which programs use the API for you.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var purpose = new Argument<string>("PURPOSE") { Description = "What it is for." };
        var days = new Option<string>("--days") { Description = "How many days it serves, at most 366.", DefaultValueFactory = _ => "30" };
        var roles = new Option<string[]>("--role") { Description = "Some of your own roles.", Required = true, AllowMultipleArgumentsPerToken = true };
        (Option<string?> site, Option<string?> user, Option<bool> input) = Options();
        user.Required = true;
        var command = new Command("new", "Make a token; it is shown once, and cannot sign.") { purpose, days, roles, user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            string text = parsed.GetValue(days)!;
            int serves = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
                : throw new InputException($"--days {Visible.Of(text)}: a token serves for 1 to {AccessTokens.MostDays} days.");
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), "new token");
            (string token, TokenLine line) = new AccessTokens(at).Issue(who, parsed.GetValue(purpose)!, serves,
                PeopleCommand.RolesOf(parsed.GetValue(roles)!));
            Console.WriteLine($"Token {line.Id} serves until {line.Expires:yyyy-MM-dd HH:mm} UTC as {string.Join(", ", line.Roles)}; it is shown only here: {token}");
            return 0;
        });
        return command;
    }

    private static Command List()
    {
        (Option<string?> site, Option<string?> user, Option<bool> input) = Options();
        var command = new Command("list", "List your tokens.") { user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            Identified who = Credentials.Of(at, parsed.GetValue(user), parsed.GetValue(input), "list of tokens");
            foreach (TokenLine t in new AccessTokens(at).Of(who.Person.Id))
                Console.WriteLine($"{t.Id}  {t.State,-8} until {t.Expires:yyyy-MM-dd HH:mm} UTC  {string.Join(", ", t.Roles),-24}  {Visible.Of(t.Purpose)}");
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "As 'titer people token list' shows it." };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        (Option<string?> site, Option<string?> user, Option<bool> input) = Options();
        var command = new Command("revoke", "End one of your tokens, or as an administrator anybody's.") { id, reason, user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            Identified who = Credentials.Of(at, parsed.GetValue(user), parsed.GetValue(input), "revocation of a token");
            new AccessTokens(at).Revoke(who, parsed.GetValue(id)!, parsed.GetValue(reason)!);
            Console.WriteLine($"Done and recorded in the audit trail: token {Visible.Of(parsed.GetValue(id)!)} is revoked.");
            return 0;
        });
        return command;
    }

    private static (Option<string?> Site, Option<string?> User, Option<bool> Input) Options() =>
        (SiteOption.Create(), Credentials.User(), Credentials.FromInput());
}
