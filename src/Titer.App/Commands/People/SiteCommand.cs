using System.CommandLine;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.People;

/// <summary><c>titer site new</c>: a site with its trail and its first administrator.</summary>
internal static class SiteCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("FOLDER")
        {
            Description = "Folder of the new site; as --site of other commands when not given.", Arity = ArgumentArity.ZeroOrOne,
        };
        var user = new Option<string>("--administrator") { Description = "Log-in name of the first administrator.", Required = true };
        var printed = new Option<string>("--name") { Description = "Full name of the first administrator, as it is printed.", Required = true };
        var record = new Option<string?>("--record")
        {
            Description = "Keep the audit trail in a PostgreSQL database, postgres://USER@HOST:PORT/DATABASE/NAME; "
                + "a file in the folder when not given.",
        };
        Option<string?> key = RunArgument.Key();
        var made = new Command("new", "Make a site: its accounts, with a first administrator, and its audit trail.")
        {
            folder, user, printed, record, key,
        };
        made.SetAction(parsed =>
        {
            (string name, string person) = (parsed.GetValue(user)!, parsed.GetValue(printed)!);
            NameRules.RequireLogIn(name);
            NameRules.RequirePrinted(person);
            Site site = Site.Create(SiteOption.FolderOf(parsed.GetValue(folder)), Address(parsed.GetValue(record)), parsed.GetValue(key),
                TimeProvider.System);
            string password = new PeopleAdministration(site, new PeopleDirectory(site)).AddFirst(name, person);
            Console.WriteLine($"The site {Visible.Of(site.Folder)} was made, with its audit trail {site.Settings.Trail}.");
            PeopleCommand.Show(name, password);
            return 0;
        });
        return new Command("site", "The place where people work: accounts and audit trail.") { made };
    }

    private static PostgresAddress? Address(string? text)
    {
        if (text is null) return null;
        PostgresAddress address = PostgresAddress.Parse(text);
        return address.Run is not null ? address : throw new InputException($"{address}",
            "the address names a database and no trail; it looks like postgres://USER@HOST:PORT/DATABASE/NAME.");
    }
}
