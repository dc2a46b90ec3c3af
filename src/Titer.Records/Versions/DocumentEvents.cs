using System.Globalization;
using System.Text;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.Records.Versions;

/// <summary>How the trail of a site holds versions: events of kind <see cref="EventKind.Document"/>, each bound to the trail before it like a signature.</summary>
internal static class DocumentEvents
{
    public const string Prefix = "document.", NameKey = "name", KindKey = "document-kind", VersionKey = "version", HashKey = "sha256", SizeKey = "size",
        ContentKey = "content", EncodingKey = "encoding", RoleKey = "role", ReasonKey = "reason", RetiresKey = "retires";

    private const string Text = "utf-8", Bytes = "base64";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string CodeOf(DocumentState state) => Prefix + (state == DocumentState.Draft ? "added" : state.Word());

    /// <summary>The state that a code leads to; null for every other code.</summary>
    public static DocumentState? StateOf(string code) => Enum.GetValues<DocumentState>().Cast<DocumentState?>().FirstOrDefault(s => CodeOf(s!.Value) == code);

    public static Event Added(
        DateTimeOffset time, DocumentKind kind, string name, int number, ReadOnlySpan<byte> content, DocumentVersion? before, (Person Person, string Role) who,
        string reason, SignedContent bound)
    {
        bool isText = IsText(content);
        return Of(time, DocumentState.Draft, kind, name, number, bound.Document, who, reason, bound, $"came in as a draft")
            .With(SizeKey, content.Length.ToString(CultureInfo.InvariantCulture))
            .With("old", before?.Hash ?? "").With("new", bound.Document)
            .With(EncodingKey, isText ? Text : Bytes).With(ContentKey, isText ? Encoding.UTF8.GetString(content) : Convert.ToBase64String(content));
    }

    public static Event Step(
        DateTimeOffset time, DocumentVersion version, DocumentState next, DocumentVersion? retires, (Person Person, string Role) who, string reason, SignedContent bound)
    {
        string became = retires is null ? $"became {next.Word()}" : $"became {next.Word()} and version {retires.Number} retired";
        Event happened = Of(time, next, version.Kind, version.Name, version.Number, version.Hash, who, reason, bound, became)
            .With("old", version.State.Word()).With("new", next.Word());
        return retires is null ? happened : happened.With(RetiresKey, retires.Number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The content that a <c>document.added</c> holds; null when it holds none.</summary>
    public static byte[]? Content(Event added)
    {
        if (!added.Data.TryGetValue(ContentKey, out string? content)) return null;
        if (added.Data.GetValueOrDefault(EncodingKey) == Text) return Encoding.UTF8.GetBytes(content);
        byte[] bytes = new byte[content.Length / 4 * 3];
        return Convert.TryFromBase64String(content, bytes, out int written) ? bytes[..written] : null;
    }

    private static Event Of(
        DateTimeOffset time, DocumentState state, DocumentKind kind, string name, int number, string hash, (Person Person, string Role) who, string reason,
        SignedContent bound, string what) =>
        bound.Bind(new Event(time, EventKind.Document, Severity.Information, "titer", CodeOf(state),
                string.Create(CultureInfo.InvariantCulture, $"{kind.Word()}/{name}@{number} {what}, signed by {who.Person.Name} ({who.Role}): {reason}.")))
            .By(who.Person).With(KindKey, kind.Word()).With(NameKey, name).With(VersionKey, number.ToString(CultureInfo.InvariantCulture))
            .With("what", string.Create(CultureInfo.InvariantCulture, $"{kind.Word()}/{name}@{number}")).With(HashKey, hash).With(RoleKey, who.Role).With(ReasonKey, reason);

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        try
        {
            _ = Strict.GetCharCount(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
