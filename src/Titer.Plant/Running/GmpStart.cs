using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.Plant.Running;

/// <summary>
/// What lets a run be started in GMP mode: everything that it is made from is in force at the site, by content. The record keeps which version that was, who
/// made it effective, and where the trail of the site says so.
/// </summary>
/// <param name="Trail">Number of the last entry of the trail that was looked at, and its hash.</param>
public sealed record GmpStart((long Entry, string Head) Trail, ImmutableArray<VersionInForce> Versions)
{
    /// <summary>Code of the event that names a version in force, in the header of a run.</summary>
    public const string InForce = "document.in-force";

    /// <summary>Looks up everything that a run is made from.</summary>
    /// <param name="library">Of a trail that was verified up to <paramref name="trail"/>.</param>
    /// <exception cref="InputException">Something is not in force; the sentence says what, and in which state it is.</exception>
    public static GmpStart Of(RunHeader header, DocumentLibrary library, (long Entry, string Head) trail) =>
        new(trail, [.. Parts(header).Select(p => Find(library, p.Kind, p.Name, ContentHash.Of(p.Content.AsSpan())))]);

    /// <summary>Everything that a run is made from, as documents of a site: recipe, equipment, calibration, models.</summary>
    public static IEnumerable<(DocumentKind Kind, string Name, ImmutableArray<byte> Content)> Parts(RunHeader header)
    {
        yield return (DocumentKind.Recipe, header.Files[0].Name, header.Files[0].Content);
        yield return (DocumentKind.Equipment, header.Files[1].Name, header.Files[1].Content);
        if (header.Raman is not null) yield return (DocumentKind.Calibration, RunHeader.RamanName, [.. Encoding.UTF8.GetBytes(header.Raman.ToJson())]);
        if (header.Kind is not BatchKind kind) yield break;
        foreach (ModelText model in kind.Models(header.Recipe())) yield return (DocumentKind.Model, model.Name, [.. Encoding.UTF8.GetBytes(model.Text)]);
    }

    private static VersionInForce Find(DocumentLibrary library, DocumentKind kind, string name, string hash)
    {
        DocumentVersion[] same = [.. library.WithContent(kind, hash)];
        if (same.FirstOrDefault(v => v.State == DocumentState.Effective) is { Approval: { } approval } version)
            return new VersionInForce(version.Id, hash, approval.Person, approval.Time, approval.Entry);
        throw new InputException(name, same.LastOrDefault() is { } other
            ? $"not run in GMP mode: this {kind.Word()} is {other.Id}, which is {other.State.Word()} and not effective."
            : $"not run in GMP mode: this {kind.Word()} (SHA-256 {hash[..16]}…) is no version of the site; 'titer documents add' brings it in.");
    }
}

/// <summary>A version that was in force when a run was started.</summary>
/// <param name="Document">Its id, such as <c>recipe/cho-antigen@2</c>.</param>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="ApprovedBy">Who made it effective.</param>
/// <param name="Entry">The entry of the site's trail that says so.</param>
public sealed record VersionInForce(string Document, string Hash, Person ApprovedBy, DateTimeOffset Approved, long Entry)
{
    private const string DocumentKey = "document", HashKey = "sha256", NameKey = "approved-by", IdKey = "approved-by-id", TimeKey = "approved", EntryKey = "trail-entry";

    // The approver's id is under a key of its own: a person-id says who acted in the run.
    internal Event ToEvent(DateTimeOffset time) =>
        new Event(time, EventKind.Run, Severity.Information, "titer", GmpStart.InForce, $"{Document} is in force; {ApprovedBy.Name} made it effective.")
            .With(DocumentKey, Document).With(HashKey, Hash).With(NameKey, ApprovedBy.Name).With(IdKey, ApprovedBy.Id)
            .With(TimeKey, Approved.ToString("O", CultureInfo.InvariantCulture)).With(EntryKey, Entry.ToString(CultureInfo.InvariantCulture));

    internal static VersionInForce Of(Event recorded) => new(recorded.Data[DocumentKey], recorded.Data[HashKey],
        new Person(recorded.Data[IdKey], recorded.Data[NameKey]), DateTimeOffset.Parse(recorded.Data[TimeKey], CultureInfo.InvariantCulture),
        long.Parse(recorded.Data[EntryKey], CultureInfo.InvariantCulture));
}
