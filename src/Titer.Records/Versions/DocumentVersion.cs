using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Records.Versions;

/// <summary>One version of a document. Its content never changes; its state follows from what people signed.</summary>
/// <param name="Number">1, 2, 3, ... within the document.</param>
/// <param name="Hash">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Entry">Number of the entry of the trail that holds the content.</param>
public sealed record DocumentVersion(DocumentKind Kind, string Name, int Number, string Hash, long Size, long Entry, DocumentStep Added)
{
    /// <summary>What brought it from state to state, oldest first.</summary>
    public ImmutableArray<DocumentStep> Steps { get; init; } = [Added];

    public DocumentState State => Steps[^1].State;

    public Person Author => Added.Person;

    /// <summary>As people write it: <c>recipe/cho-antigen@2</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Kind.Word()}/{Name}@{Number}");

    /// <summary>Who made it effective, and when; null when nobody did.</summary>
    public DocumentStep? Approval => Steps.FirstOrDefault(s => s.State == DocumentState.Effective);
}

/// <summary>A signed step of a version: who brought it to which state, in which role, when and why, and the entry of the trail that says so.</summary>
public sealed record DocumentStep(DocumentState State, Person Person, string Role, DateTimeOffset Time, string Reason, long Entry);
