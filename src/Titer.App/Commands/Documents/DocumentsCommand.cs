using System.CommandLine;
using System.Globalization;
using System.Text;
using Titer.App.Commands.People;
using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
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

    /// <summary>Works on the versions of a site while nobody else does.</summary>
    public static T AtDesk<T>(Site site, Func<DocumentDesk, T> work) => site.Write(writer => work(new DocumentDesk(writer.Trail)));

    private static Command List()
    {
        Option<string?> site = SiteOption.Create();
        var all = new Option<bool>("--all") { Description = "Also retired versions." };
        var command = new Command("list", "List the versions of a site with their states.") { all, site };
        command.SetAction(parsed =>
        {
            DocumentVersion[] versions = AtDesk(SiteOption.Of(parsed.GetValue(site)), desk => desk.Library.Versions.ToArray());
            foreach (DocumentVersion v in versions.Where(v => parsed.GetValue(all) || v.State != DocumentState.Retired))
                Console.WriteLine(Line(v));
            if (versions.Length == 0) Console.WriteLine("There are no documents yet; 'titer documents add' brings them in.");
            return 0;
        });
        return command;
    }

    private static Command Step(string word, string description, DocumentState next)
    {
        Argument<string[]> documents = new("DOCUMENT") { Description = "Versions, each KIND/NAME@VERSION as 'titer documents list' names it.", Arity = ArgumentArity.OneOrMore };
        Option<string?> site = SiteOption.Create(), user = Credentials.User();
        user.Required = true;
        Option<bool> input = Credentials.FromInput();
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        var command = new Command(word, description) { documents, reason, user, input, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            string[] ids = parsed.GetValue(documents)!;
            foreach (DocumentVersion v in AtDesk(at, desk => ids.Select(desk.Library.Find).ToArray())) Console.WriteLine(Line(v));
            Console.WriteLine($"With the password that follows, {Visible.Of(parsed.GetValue(user)!)} signs: {next.Word()}.");
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), $"signature: document {next.Word()}");
            foreach (string id in ids)
                Console.WriteLine(Line(Denial.Noted(at, who, $"document {id} {next.Word()}",
                    () => AtDesk(at, desk => desk.Bring(id, next, who.Person, [.. who.Roles.Select(r => r.Word())], parsed.GetValue(reason)!)))));
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
            else foreach (string line in Text(version, content).Split('\n')) Console.WriteLine(Visible.Of(line));
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
            foreach (string line in LineDifference.Of(Text(before, first), Text(after, second))) Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static (DocumentVersion, byte[]) Content(ParseResult parsed, Option<string?> site, Argument<string> document) =>
        AtDesk(SiteOption.Of(parsed.GetValue(site)), desk =>
        {
            DocumentVersion version = desk.Library.Find(parsed.GetValue(document)!);
            return (version, desk.Content(version));
        });

    private static string Text(DocumentVersion version, byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException(version.Id, "its content is no text; 'titer documents show --out FILE' writes it to a file.");
        }
    }

    private static Argument<string> Document(string name) => new(name) { Description = "A version, KIND/NAME@VERSION as 'titer documents list' names it." };

    /// <summary>A version on one line.</summary>
    public static string Line(DocumentVersion v) => string.Create(CultureInfo.InvariantCulture,
        $"{v.Id,-44}  {v.State.Word(),-9}  {v.Hash[..16]}…  {v.Size} bytes, by {Visible.Of(v.Author.Name)}");
}
