using Titer.App.Commands.People;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;

namespace Titer.App.Commands.Signing;

/// <summary>
/// A run that lies open before somebody who signs: verified, shown, held until they have signed or left. Each signature takes a proof of who it is,
/// and the trail of the site notes it, so that one that is cut off is known there.
/// </summary>
internal sealed class SigningDesk : IDisposable
{
    private readonly RunPlace _place;
    private readonly Site _site;

    /// <exception cref="InputException">There is no such run, or its record cannot be signed.</exception>
    public SigningDesk(string run, Site site, CheckpointSigner signer)
    {
        (_place, _site) = (RunPlace.Find(run), site);
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

    /// <summary>Signs at the console, where the password is asked for.</summary>
    /// <inheritdoc cref="Sign{T}(Identified, string, Func{Identified, string[], T}, Func{T, ValueTuple{string, string}})"/>
    public T Sign<T>(string user, bool fromInput, string act, Func<Identified, string[], T> sign, Func<T, (string What, string Reason)> note)
    {
        Console.WriteLine($"With the password that follows, {Visible.Of(user)} signs: {act}.");
        return Sign(Credentials.Prove(_site, user, fromInput, $"signature: {act}"), act, sign, note);
    }

    /// <summary>Signs; what the rules refuse to somebody who has proved who they are, the trail says too.</summary>
    /// <param name="who">Who has proved it just now, for this.</param>
    /// <param name="act">What is signed, for the person and for the trail.</param>
    /// <param name="sign">Signs, in all the roles that the person has.</param>
    /// <param name="note">What the trail notes of it, and the person's own words.</param>
    /// <exception cref="InputException">The person is not who they say, or may not sign this.</exception>
    public T Sign<T>(Identified who, string act, Func<Identified, string[], T> sign, Func<T, (string What, string Reason)> note)
    {
        T signed = Denial.Noted(_site, who, $"{_place.Record}, {act}", () => sign(who, [.. who.Roles.Select(r => r.Word())]));
        (string what, string reason) = note(signed);
        _site.Write(writer => writer.Add(
            SigningNote.Signed, Severity.Information, $"{who.Person.Name} signed the record {_place.Record}: {what}.",
            [(Person.IdKey, who.Person.Id), (Person.NameKey, who.Person.Name), ("reason", reason),
                .. SigningNote.Last(Signing.Record, _place.Record.Whole, what).Data]));
        return signed;
    }

    public void Dispose() => Signing.Dispose();
}
