using System.Text.Json;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.App.Documents;

/// <summary>
/// The recipes of a site that are being written, each a file in its folder <c>drafts</c>. A save says which revision it was made from; when that is not the last
/// one any more, nothing is overwritten. A draft is not signed and runs nowhere in GMP mode: it becomes a version by <see cref="SiteDocuments.Add"/>.
/// </summary>
internal sealed class DraftShelf(Site site)
{
    public const string FolderName = "drafts";

    /// <summary>Characters of the longest draft: a recipe has some thousands.</summary>
    public const int Longest = 1 << 19;

    // Two pages of this process; a site has one server. Another process is kept out by the lock that the site has for every change.
    private static readonly Lock Gate = new();

    private string Folder => Path.Combine(site.Folder, FolderName);

    /// <summary>All drafts by name.</summary>
    public RecipeDraft[] All() => !Directory.Exists(Folder) ? []
        : [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(f => Find(Path.GetFileNameWithoutExtension(f))).OfType<RecipeDraft>()];

    /// <summary>The draft of a recipe; null when there is none.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public RecipeDraft? Find(string name) => FileOf(name) is { } file && File.Exists(file) ? Attempt(() =>
        JsonSerializer.Deserialize<RecipeDraft>(File.ReadAllText(file), JsonSerializerOptions.Web)) : null;

    /// <summary>Saves a text over the revision that it was made from; 0 for a draft that is new.</summary>
    /// <exception cref="InputException">The person may not write recipes; or the name is none; or the file cannot be written.</exception>
    public DraftSaved Save(Identified who, string name, string basis, int from, string text)
    {
        new PeopleDirectory(site).Require(who, Duty.AddDocument);
        string file = FileOf(name) ?? throw new InputException("a name has lower-case letters, digits, '-', '_' and '.', and begins with a letter or digit.");
        if (text.Length > Longest) throw new InputException($"A recipe has at most {Longest} characters, and this text {text.Length}.");
        lock (Gate)
        {
            RecipeDraft? last = Find(name);
            if (last is not null && (last.Revision != from || last.Text == text)) return new DraftSaved(last, last.Text == text);
            // One that was taken off the shelf in between comes back: what somebody wrote is not lost.
            var draft = new RecipeDraft(name, last?.Basis ?? basis, (last?.Revision ?? from) + 1, text, who.Person.Name, site.Clock.GetUtcNow());
            return Attempt(() =>
            {
                PrivateFolder.Create(Folder);
                OutputFile.Write(file, stream => JsonSerializer.Serialize(stream, draft, JsonSerializerOptions.Web));
                return new DraftSaved(draft, true);
            });
        }
    }

    /// <summary>Takes a draft off the shelf, when it is still the revision that was looked at.</summary>
    /// <returns>Whether it is gone.</returns>
    /// <exception cref="InputException">The person may not write recipes; or the file cannot be removed.</exception>
    public bool Remove(Identified who, string name, int revision)
    {
        new PeopleDirectory(site).Require(who, Duty.AddDocument);
        lock (Gate)
        {
            if (Find(name) is not { } draft || draft.Revision != revision) return false;
            return Attempt(() =>
            {
                File.Delete(FileOf(name)!);
                return true;
            });
        }
    }

    // The name alone decides the file, and a name of this alphabet leads nowhere else.
    private string? FileOf(string name) => DocumentRules.IsName(name) ? Path.Combine(Folder, name + ".json") : null;

    private T Attempt<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException(Folder, $"the draft cannot be used: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }
}
