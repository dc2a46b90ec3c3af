using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.Records.Versions;

/// <summary>
/// The versions of a site and their states, as a fold over its trail, event by event from the beginning. What does not fit is named and not taken. Contents
/// are left in the trail. Not thread-safe.
/// </summary>
public sealed class DocumentLibrary
{
    private readonly Dictionary<string, DocumentVersion> _versions = new(StringComparer.Ordinal);

    /// <summary>All versions by kind, name and number.</summary>
    public IEnumerable<DocumentVersion> Versions =>
        _versions.Values.OrderBy(v => v.Kind).ThenBy(v => v.Name, StringComparer.Ordinal).ThenBy(v => v.Number);

    /// <summary>Versions of one document, oldest first.</summary>
    public IEnumerable<DocumentVersion> Of(DocumentKind kind, string name) => Versions.Where(v => v.Kind == kind && v.Name == name);

    /// <summary>Versions of a kind with this content, whatever they are called.</summary>
    /// <param name="hash">SHA-256, 64 lower-case hexadecimal digits.</param>
    public IEnumerable<DocumentVersion> WithContent(DocumentKind kind, string hash) => Versions.Where(v => v.Kind == kind && v.Hash == hash);

    /// <summary>The version of an id such as <c>recipe/cho-antigen@2</c>.</summary>
    /// <exception cref="InputException">There is none; the sentence names those of the same document.</exception>
    public DocumentVersion Find(string id)
    {
        if (_versions.TryGetValue(id, out DocumentVersion? version)) return version;
        string document = id.Split('@')[0];
        string[] known = [.. Versions.Where(v => v.Id.Split('@')[0] == document).Select(v => v.Id)];
        throw new InputException(id, known.Length > 0 ? $"there is no such version; there are {string.Join(", ", known.TakeLast(5))}."
            : "there is no such document; 'titer documents list' names all, each as KIND/NAME@VERSION.");
    }

    /// <summary>Whether an event brings a version in or to another state, and must be vouched for by a checkpoint of its own.</summary>
    public static bool IsSigned(Event happened) => happened.Kind == EventKind.Document && DocumentEvents.StateOf(happened.Code) is not null;

    /// <summary>Takes the next event of the trail.</summary>
    /// <param name="before">Hash of the entry before it.</param>
    /// <returns>What is wrong with it, in one sentence; empty when nothing is.</returns>
    public string Accept(long number, ReadOnlySpan<byte> before, Event happened)
    {
        if (!IsSigned(happened)) return "";
        string wrong = Take(number, before, happened);
        return wrong.Length == 0 ? "" : $"The version at entry {number} does not count: {wrong}.";
    }

    private string Take(long number, ReadOnlySpan<byte> before, Event happened)
    {
        ImmutableSortedDictionary<string, string> data = happened.Data;
        if (Person.Of(happened) is not { } person || SignedContent.Of(happened) is not { } bound
            || !data.TryGetValue(DocumentEvents.KindKey, out string? word) || DocumentWords.KindOf(word) is not { } kind
            || !data.TryGetValue(DocumentEvents.NameKey, out string? name) || !data.TryGetValue(DocumentEvents.HashKey, out string? hash)
            || !data.TryGetValue(DocumentEvents.RoleKey, out string? role) || !data.TryGetValue(DocumentEvents.ReasonKey, out string? reason)
            || !int.TryParse(data.GetValueOrDefault(DocumentEvents.VersionKey), NumberStyles.None, CultureInfo.InvariantCulture, out int version))
            return "it is not a whole event of a document";
        if (bound.Misfit(number, before) is { Length: > 0 } moved) return moved;
        if (bound.Document != hash) return "what was signed is not its content";
        DocumentState state = DocumentEvents.StateOf(happened.Code)!.Value;
        var step = new DocumentStep(state, person, role, happened.Time, reason, number);
        return state == DocumentState.Draft ? Add(happened, kind, name, version, hash, step) : Bring(happened, kind, name, version, hash, step);
    }

    private string Add(Event happened, DocumentKind kind, string name, int version, string hash, DocumentStep step)
    {
        if (DocumentEvents.Content(happened) is not { } content || ContentHash.Of(content) != hash) return "its content is not the one that was signed";
        DocumentVersion[] same = [.. Of(kind, name)];
        if (version != same.Length + 1) return $"it has the number {version} where {same.Length + 1} is expected";
        if (DocumentRules.Refusal(name, hash, content.Length, step.Role, step.Reason, same) is { } refused) return refused;
        Put(new DocumentVersion(kind, name, version, hash, content.Length, step.Entry, step));
        return "";
    }

    private string Bring(Event happened, DocumentKind kind, string name, int number, string hash, DocumentStep step)
    {
        if (Of(kind, name).FirstOrDefault(v => v.Number == number) is not { } version) return "there is no such version";
        if (version.Hash != hash) return "its content is not the one that was signed";
        if (DocumentRules.Refusal(version, step.State, step.Person, step.Role, step.Reason) is { } refused) return refused;
        DocumentVersion? retires = Replaced(version, step.State);
        if (happened.Data.GetValueOrDefault(DocumentEvents.RetiresKey, "") != (retires is null ? "" : retires.Number.ToString(CultureInfo.InvariantCulture)))
            return "it does not retire the version in force before it";
        if (retires is not null) Put(After(retires, step with { State = DocumentState.Retired }));
        Put(After(version, step));
        return "";
    }

    /// <summary>The version in force that a version replaces when it comes into a state; null when it replaces none.</summary>
    internal DocumentVersion? Replaced(DocumentVersion version, DocumentState state) => state != DocumentState.Effective ? null
        : Of(version.Kind, version.Name).FirstOrDefault(v => v.State == DocumentState.Effective);

    private static DocumentVersion After(DocumentVersion version, DocumentStep step) => version with { Steps = version.Steps.Add(step) };

    private void Put(DocumentVersion version) => _versions[version.Id] = version;
}
