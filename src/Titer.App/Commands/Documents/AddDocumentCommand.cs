using System.CommandLine;
using System.Collections.Immutable;
using Titer.App.Commands.People;
using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records.Versions;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Documents;

/// <summary><c>titer documents add FILE</c>: a recipe with everything that a run of it is made from, or one file of another kind.</summary>
internal static class AddDocumentCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A recipe, or with --kind another file." };
        var kind = new Option<string?>("--kind")
        {
            Description = "What the file is: recipe, equipment, calibration or model. When not given it is a recipe, and what else a run of it is made from comes "
                + "with it, unless it is there already: equipment file, calibration and models, exactly as 'titer run' uses them.",
        };
        var name = new Option<string?>("--name") { Description = "What the site calls the document; after its file when not given." };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit trail.", Required = true };
        Option<string?> site = SiteOption.Create(), user = Credentials.User();
        user.Required = true;
        Option<bool> input = Credentials.FromInput();
        var command = new Command("add", "Bring a version in as a draft, with its whole content.") { file, kind, name, reason, user, input, site };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            (DocumentKind Kind, string Name, ImmutableArray<byte> Content)[] parts = parsed.GetValue(kind) is { } word
                ? [One(word, path, parsed.GetValue(name))]
                : [.. PartsOf(path, parsed.GetValue(name))];
            Site at = SiteOption.Of(parsed.GetValue(site));
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), "signature: document added");
            bool whole = parsed.GetValue(kind) is null;
            var documents = new SiteDocuments(at);
            foreach ((DocumentKind what, string called, ImmutableArray<byte> content) in parts)
            {
                (DocumentVersion version, bool there) = whole ? documents.AddNew(who, what, called, content.AsMemory(), parsed.GetValue(reason)!)
                    : (documents.Add(who, what, called, content.AsMemory(), parsed.GetValue(reason)!), false);
                Console.WriteLine(there ? $"{DocumentsCommand.Line(version)}, there already" : DocumentsCommand.Line(version));
            }
            return 0;
        });
        return command;
    }

    private static IEnumerable<(DocumentKind, string, ImmutableArray<byte>)> PartsOf(string path, string? name)
    {
        Recipe recipe = Recipe.Load(path);
        RunHeader header = StandardRun.Header(recipe, Units.Of(recipe.Equipment).Calibrate(), seed: 0, []);
        foreach ((DocumentKind kind, string file, ImmutableArray<byte> content) in GmpStart.Parts(header))
            yield return (kind, kind == DocumentKind.Recipe && name is not null ? name : DocumentNames.Of(kind, file, header), content);
    }

    private static (DocumentKind, string, ImmutableArray<byte>) One(string word, string path, string? name)
    {
        DocumentKind kind = DocumentWords.KindOf(word) ?? throw new InputException($"--kind {Visible.Of(word)}: a document is a recipe, equipment, calibration or model.");
        try
        {
            // Looked at before it is read: a file of any size is refused without being taken in.
            if (new FileInfo(path) is { Exists: true, Length: > DocumentRules.LargestContent } large)
                throw new InputException(path, $"it has {large.Length} bytes, and a document at most {DocumentRules.LargestContent}.");
            return (kind, name ?? DocumentNames.OfFile(path), [.. File.ReadAllBytes(path)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"the file cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }
}
