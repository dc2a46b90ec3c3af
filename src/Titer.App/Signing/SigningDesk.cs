using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;

namespace Titer.App.Signing;

/// <summary>
/// A run that lies open before somebody who signs: verified, shown, held until they have signed or left. Each signature takes a proof of who it is,
/// and the trail of the site notes it, so that one that is cut off is known there.
/// </summary>
internal sealed class SigningDesk : IDisposable
{
    private readonly RunPlace _place;
    private readonly Site _site;

    /// <exception cref="InputException">There is no such run, or its record cannot be signed.</exception>
    public SigningDesk(RunPlace place, Site site, CheckpointSigner signer)
    {
        (_place, _site) = (place, site);
        if (File.Exists(_place.Name) && ExportedRecord.IsOne(_place.Name))
            throw new InputException(_place.Name, "an exported record is read only; sign the record that it was exported from.");
        Signing = new RecordSigning(_place.Record.OpenForAppend(signer), _place.Name, site.Clock);
        try
        {
            Shown = ShownRun.Of(Signing.Record, _place.Name);
        }
        catch
        {
            Signing.Dispose();
            throw;
        }
    }

    public RecordSigning Signing { get; }

    public ShownRun Shown { get; }

    /// <summary>What a person saw before, at a page or by a program, is still what lies here.</summary>
    /// <param name="document">SHA-256 of the batch record that they saw; the head of the record is in it.</param>
    /// <exception cref="InputException">It is not.</exception>
    public void Require(string document)
    {
        if (Shown.Document != document)
            throw new InputException(_place.Name, "not signed: the record has changed since it was shown, and its batch record is another one; read it again.");
    }

    /// <summary>Signs, in all the roles that the person has; what the rules refuse to somebody who has proved who they are, the trail says too.</summary>
    /// <param name="who">Just proved for this.</param>
    /// <param name="before">What must be so, else the refusal is of it.</param>
    /// <exception cref="InputException">They may not sign this.</exception>
    public void Sign(Identified who, SigningAct act, Action? before = null)
    {
        string what = Denial.Noted(_site, who, $"{_place.Record}, {act.Words}", () =>
        {
            before?.Invoke();
            return Append(who.Person, [.. who.Roles.Select(r => r.Word())], act);
        });
        _site.Write(writer => writer.Add(
            SigningNote.Signed, Severity.Information, $"{who.Person.Name} signed the record {_place.Record}: {what}.",
            [(Person.IdKey, who.Person.Id), (Person.NameKey, who.Person.Name), ("reason", act.Text),
                .. SigningNote.Last(Signing.Record, _place.Record.Whole, what).Data]));
    }

    public void Dispose() => Signing.Dispose();

    /// <returns>What the trail notes of it.</returns>
    private string Append(Person person, string[] roles, SigningAct act)
    {
        switch (act)
        {
            case SignatureAct signature:
                return $"signature {Signing.Give(person, roles, signature.Meaning, signature.Comment, Shown.Document).Number}: {act.Words}";
            case VoidAct voiding:
                Signing.MakeVoid(person, roles, voiding.Number, voiding.Reason, Shown.Document);
                return act.Words;
            case AssessmentAct assessment:
                return $"assessment of {Named(Signing.Assess(person, roles, assessment.Alarms, assessment.Comment, Shown.Document))}";
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    /// <summary>The alarms of an assessment, in words.</summary>
    public static string Named(AlarmAssessment a) => a.Alarms.Length == 1 ? $"alarm {a.Alarms[0]}"
        : a.Alarms.Length <= 6 ? $"alarms {string.Join(", ", a.Alarms)}" : $"{a.Alarms.Length} alarms from entry {a.Alarms[0]} to {a.Alarms[^1]}";
}
