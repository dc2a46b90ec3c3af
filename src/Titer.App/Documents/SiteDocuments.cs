using System.Text;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.App.Documents;

/// <summary>
/// The versions of a site, for commands and pages alike. Who changes one has proved who they are right before, since each change is a signature; what the rules
/// refuse to them is in the trail too.
/// </summary>
internal sealed class SiteDocuments(Site site)
{
    /// <summary>Works on the versions while nobody else does.</summary>
    /// <exception cref="InputException">(all members) What was asked for cannot be had; or the trail is broken.</exception>
    public T AtDesk<T>(Func<DocumentDesk, T> work) => site.Write(writer => work(new DocumentDesk(writer.Trail)));

    public DocumentVersion[] All() => AtDesk(desk => desk.Library.Versions.ToArray());

    /// <summary>A version with its content.</summary>
    public (DocumentVersion Version, byte[] Content) Find(string id) => AtDesk(desk =>
    {
        DocumentVersion version = desk.Library.Find(id);
        return (version, desk.Content(version));
    });

    /// <summary>A new version, as a draft.</summary>
    public DocumentVersion Add(Identified who, DocumentKind kind, string name, ReadOnlyMemory<byte> content, string reason) =>
        Denial.Noted(site, who, $"document {kind.Word()}/{name}", () => AtDesk(desk => desk.Add(kind, name, content, who.Person, RolesOf(who), reason)));

    /// <summary>The same, unless a version with this content is there that is not retired.</summary>
    /// <returns>That version or the new one, and whether it was there.</returns>
    public (DocumentVersion Version, bool WasThere) AddNew(Identified who, DocumentKind kind, string name, ReadOnlyMemory<byte> content, string reason) =>
        Denial.Noted(site, who, $"document {kind.Word()}/{name}", () => AtDesk(desk =>
            desk.Library.WithContent(kind, ContentHash.Of(content.Span)).FirstOrDefault(v => v.State != DocumentState.Retired) is { } there ? (there, true)
                : (desk.Add(kind, name, content, who.Person, RolesOf(who), reason), false)));

    /// <summary>Brings a version into its next state.</summary>
    public DocumentVersion Bring(Identified who, string id, DocumentState next, string reason) =>
        Denial.Noted(site, who, $"document {id} {next.Word()}", () => AtDesk(desk => desk.Bring(id, next, who.Person, RolesOf(who), reason)));

    /// <summary>A content as text.</summary>
    public static string Text(DocumentVersion version, byte[] content)
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

    private static string[] RolesOf(Identified who) => [.. who.Roles.Select(r => r.Word())];
}
