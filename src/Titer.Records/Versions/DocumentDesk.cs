using Titer.Core;
using Titer.Records.Signatures;
using Titer.Records.Trail;

namespace Titer.Records.Versions;

/// <summary>Brings versions into the trail of a site and from state to state, each change signed by who authenticated for it, durable and vouched for on
/// return.</summary>
public sealed class DocumentDesk
{
    private readonly AuditTrail _trail;

    /// <exception cref="InputException">The trail is broken.</exception>
    public DocumentDesk(AuditTrail trail)
    {
        _trail = trail;
        ChainCheck check = trail.Check();
        if (!check.Result.Ok) throw new InputException("trail", $"nothing is taken from it and nothing added, because it is {check.Result}");
        Library = check.Documents;
    }

    public DocumentLibrary Library { get; }

    /// <summary>A new version of a document, as a draft.</summary>
    /// <param name="roles">All roles that the person has.</param>
    /// <exception cref="InputException">The rules do not allow it.</exception>
    public DocumentVersion Add(DocumentKind kind, string name, ReadOnlyMemory<byte> content, Person person, IReadOnlyCollection<string> roles, string reason)
    {
        string hash = ContentHash.Of(content.Span);
        DocumentVersion[] same = [.. Library.Of(kind, name)];
        string role = RoleOf(roles, DocumentState.Draft), id = $"{kind.Word()}/{name}";
        if (DocumentRules.Refusal(name, hash, content.Length, role, reason, same) is { } refused) throw new InputException(id, $"not added: {refused}.");
        DocumentVersion? inForce = same.LastOrDefault(v => v.State == DocumentState.Effective) ?? same.LastOrDefault();
        Put(bound => time => DocumentEvents.Added(time, kind, name, same.Length + 1, content.Span, inForce, (person, role), reason, bound), hash);
        return Library.Of(kind, name).Last();
    }

    /// <summary>Brings a version into its next state; one that becomes effective retires the one before.</summary>
    /// <inheritdoc cref="Add"/>
    public DocumentVersion Bring(string id, DocumentState next, Person person, IReadOnlyCollection<string> roles, string reason)
    {
        DocumentVersion version = Library.Find(id);
        string role = RoleOf(roles, next);
        if (DocumentRules.Refusal(version, next, person, role, reason) is { } refused) throw new InputException(id, $"not made {next.Word()}: {refused}.");
        DocumentVersion? retires = Library.Replaced(version, next);
        Put(bound => time => DocumentEvents.Step(time, version, next, retires, (person, role), reason, bound), version.Hash);
        return Library.Find(id);
    }

    /// <summary>The bytes of a version, which have its hash.</summary>
    public byte[] Content(DocumentVersion version) => DocumentEvents.Content(_trail.At(version.Entry))!;

    private void Put(Func<SignedContent, Func<DateTimeOffset, Event>> make, string hash)
    {
        SignedContent bound = _trail.Here(hash);
        Event? happened = null;
        long number = _trail.Add(time => happened = make(bound)(time));
        if (Library.Accept(number, Convert.FromHexString(bound.Head), happened!) is { Length: > 0 } wrong) throw new InvalidOperationException(wrong);
    }

    private static string RoleOf(IReadOnlyCollection<string> roles, DocumentState state) =>
        DocumentRules.Roles(state).FirstOrDefault(roles.Contains) ?? string.Join(", ", roles.DefaultIfEmpty("a person without a role"));
}
