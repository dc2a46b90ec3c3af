using System.CommandLine;
using System.Globalization;
using Titer.App.Commands.People;
using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Records.Versions;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Documents;

/// <summary><c>titer documents ...</c>: versions of recipes, equipment, calibrations and models of a site.</summary>
internal static class DocumentsCommand
{
    public static Command Create() => new("documents", "Versions of the recipes, equipment, calibrations and models of a site.")
    {
        List(),
        AddDocumentCommand.Create(),
        Step("review", "Sign that a draft was looked through, by somebody else than its author.", DocumentState.Reviewed),
        Step("effect", "Sign a reviewed version into force; the one before it is retired.", DocumentState.Effective),
        Step("retire", "Sign a version out of force.", DocumentState.Retired),
        Show(),
        Difference(),
    };

    private static Command List()
    {
        Option<string?> site = SiteOption.Create();
        var all = new Option<bool>("--all") { Description = "Also retired versions." };
        var command = new Command("list", "List the versions of a site with their states.") { all, site };
        command.SetAction(parsed =>
        {
            DocumentVersion[] versions = new SiteDocuments(SiteOption.Of(parsed.GetValue(site))).All();
            foreach (DocumentVersion v in versions.Where(v => parsed.GetValue(all) || v.State != DocumentState.Retired))
                Console.WriteLine(Line(v));
            if (versions.Length == 0) Console.WriteLine("There are no documents yet; 'titer documents add' brings them in.");
            return 0;
        });
        return command;
    }

    private static Command Step(string word, string description, DocumentState next)
    {
        Argument<string[]> named = new("DOCUMENT") { Description = "Versions, each KIND/NAME@VERSION as 'titer documents list' names it.", Arity = ArgumentArity.OneOrMore };
        Option<string?> site = SiteOption.Create(), user = Credentials.User();
        user.Required = true;
        Option<bool> input = Credentials.FromInput();
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        var command = new Command(word, description) { named, reason, user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            string[] ids = parsed.GetValue(named)!;
            var documents = new SiteDocuments(at);
            foreach (DocumentVersion v in documents.AtDesk(desk => ids.Select(desk.Library.Find).ToArray())) Console.WriteLine(Line(v));
            Console.WriteLine($"With the password that follows, {Visible.Of(parsed.GetValue(user)!)} signs: {next.Word()}.");
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), $"signature: document {next.Word()}");
            foreach (string id in ids) Console.WriteLine(Line(documents.Bring(who, id, next, parsed.GetValue(reason)!)));
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> document = Document("DOCUMENT");
        Option<string?> site = SiteOption.Create(), output = new("--out") { Description = "Write the content to this file; without it a text is printed." };
        var command = new Command("show", "Show a version: who brought it from state to state, and its content.") { document, output, site };
        command.SetAction(parsed =>
        {
            (DocumentVersion version, byte[] content) = Content(parsed, site, document);
            Console.WriteLine(Line(version));
            foreach (DocumentStep s in version.Steps)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {s.State.Word(),-9}  {s.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC  {Visible.Of(s.Person.Name)} ({s.Role}): {Visible.Of(s.Reason)} (entry {s.Entry})"));
            if (parsed.GetValue(output) is { } file) OutputFile.Write(file, stream => stream.Write(content));
            else foreach (string line in SiteDocuments.Text(version, content).Split('\n')) Console.WriteLine(Visible.Of(line));
            return 0;
        });
        return command;
    }

    private static Command Difference()
    {
        Argument<string> old = Document("OLD"), now = Document("NEW");
        Option<string?> site = SiteOption.Create();
        var command = new Command("diff", "Show the lines in which two versions differ.") { old, now, site };
        command.SetAction(parsed =>
        {
            (DocumentVersion before, byte[] first) = Content(parsed, site, old);
            (DocumentVersion after, byte[] second) = Content(parsed, site, now);
            Console.WriteLine($"- {Line(before)}");
            Console.WriteLine($"+ {Line(after)}");
            if (before.Hash == after.Hash) Console.WriteLine("They are the same.");
            foreach (string line in LineDifference.Of(SiteDocuments.Text(before, first), SiteDocuments.Text(after, second))) Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static (DocumentVersion, byte[]) Content(ParseResult parsed, Option<string?> site, Argument<string> document) =>
        new SiteDocuments(SiteOption.Of(parsed.GetValue(site))).Find(parsed.GetValue(document)!);

    private static Argument<string> Document(string name) => new(name) { Description = "A version, KIND/NAME@VERSION as 'titer documents list' names it." };

    /// <summary>A version on one line.</summary>
    public static string Line(DocumentVersion v) => string.Create(CultureInfo.InvariantCulture,
        $"{v.Id,-44}  {v.State.Word(),-9}  {v.Hash[..16]}…  {v.Size} bytes, by {Visible.Of(v.Author.Name)}");
}
