using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>The notes of a trail that are about one record, held against what the record has.</summary>
/// <param name="Count">Notes about it.</param>
/// <param name="Disagreement">What the two do not agree in, in one sentence; empty when they agree.</param>
public sealed record SigningNotes(int Count, string Disagreement)
{
    /// <param name="record">Sound by itself.</param>
    /// <param name="place">Where it is, in the form of <see cref="SigningNote.Record"/>.</param>
    /// <param name="signatures">What people signed in it.</param>
    /// <param name="trail">Events of a trail that was verified.</param>
    public static SigningNotes Compare(IRecord record, string place, SignatureLedger signatures, IEnumerable<Event> trail)
    {
        string origin = record.Count > 0 ? SigningNote.OriginOf(record) : "";
        List<SigningNote> here = [.. trail.Select(SigningNote.Of).OfType<SigningNote>().Where(n => n.Origin == origin || n.Record == place)];
        List<SigningNote> own = here.FindAll(n => n.Origin == origin);
        return new SigningNotes(own.Count, Missing(record, own) ?? Exchanged(here.Except(own)) ?? Unnoted(signatures, own) ?? "");
    }

    private static string? Missing(IRecord record, List<SigningNote> notes) =>
        notes.Find(n => n.Entry > record.Count || Convert.ToHexStringLower(record.Read(n.Entry).First().Hash.Span) != n.Head) is { } gone
            ? $"The trail notes {gone.What} at entry {gone.Entry} of this record, which is not there."
            : null;

    private static string? Exchanged(IEnumerable<SigningNote> others) => others.FirstOrDefault() is { } other
        ? $"The trail notes {other.What} on another record at this place, whose first entry has the hash {other.Origin[..16]}…."
        : null;

    // Signed by a process that ended before the trail had it, or by somebody who has the key and no account. What counts is asked for only: what was
    // made void, or assessed anew, is mended.
    private static string? Unnoted(SignatureLedger signatures, List<SigningNote> notes)
    {
        HashSet<long> noted = [.. notes.Select(n => n.Entry)];
        if (signatures.Standing.FirstOrDefault(s => !noted.Contains(s.Content.Entry + 1)) is { } signature)
            return $"Signature {signature.Number} ({signature.Meaning.Word()} by {signature.Person.Name}) is in the record and not noted in the trail.";
        return signatures.Assessments.SelectMany(a => a.Alarms, (a, alarm) => (Alarm: alarm, Assessment: a)).GroupBy(a => a.Alarm, (_, all) => all.Last())
            .FirstOrDefault(a => !noted.Contains(a.Assessment.Content.Entry + 1)) is { Assessment: { } assessment } last
            ? $"The assessment of the alarm at entry {last.Alarm} by {assessment.Person.Name} is in the record and not noted in the trail."
            : null;
    }
}
