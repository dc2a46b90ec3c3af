using Titer.Core;
using Titer.Records.Signatures;
using static Titer.Records.Tests.RecordConformance;

namespace Titer.Records.Tests.Signatures;

/// <summary>Somebody who may write the record and its checkpoints takes signatures away, or adds some; the trail of the site knows better.</summary>
public sealed class SigningNotesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Event> _trail = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_whose_signature_is_cut_off_with_its_checkpoint_is_sound_by_itself_and_found_by_the_trail()
    {
        string file = Run("a");
        File.Copy(file, _folder["before.db"]);
        Sign(file, SignedRun.Rut, SignatureMeaning.Reviewed);
        Assert.Equal((1, ""), Compare(file));
        Assert.True(ChainVerifier.Verify(_folder["before.db"]) is { Ok: true, Completed: true });
        (int count, string found) = Compare(_folder["before.db"]);
        Assert.Equal(1, count);
        Assert.StartsWith("The trail notes signature 1 at entry 3 of this record, which is not there", found, StringComparison.Ordinal);
        // Another signature in its place does not hide it.
        Sign(_folder["before.db"], SignedRun.Quy, SignatureMeaning.Reviewed, noted: false);
        Assert.Contains("which is not there", Compare(_folder["before.db"]).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_made_anew_in_the_place_of_a_signed_one_is_found()
    {
        string file = Run("a");
        Sign(file, SignedRun.Rut, SignatureMeaning.Reviewed);
        File.Copy(Run("b"), file, overwrite: true);
        Assert.Contains("on another record at this place", Compare(file).Found, StringComparison.Ordinal);
        Assert.Equal((0, ""), Compare(_folder["b.db"]));
    }

    [Fact]
    public void A_signature_that_the_trail_does_not_know_is_named_until_it_is_void_and_an_assessment_until_there_is_a_noted_one()
    {
        string file = Run("a", alarm: true);
        Assess(file, noted: false);
        Assert.Contains("The assessment of the alarm at entry 2 by Rut Berg is in the record and not noted", Compare(file).Found, StringComparison.Ordinal);
        Assess(file, noted: true);
        Assert.Equal((1, ""), Compare(file));
        Sign(file, SignedRun.Rut, SignatureMeaning.Reviewed, noted: false);
        Assert.Contains("Signature 1 (reviewed by Rut Berg) is in the record and not noted", Compare(file).Found, StringComparison.Ordinal);
        using (RecordSigning signing = Open(file))
        {
            signing.MakeVoid(SignedRun.Rut.Person, SignedRun.Rut.Roles, 1, "Not noted", SignedRun.Document);
            Note(signing, "void of signature 1");
        }
        Assert.Equal((2, ""), Compare(file));
    }

    private string Run(string name, bool alarm = false)
    {
        string file = _folder[name + ".db"];
        using SqliteRecord record = SqliteRecord.Create(file, Signer());
        record.Append(default, SignedRun.Happened(EventKind.Run, "run.started").With("run", name));
        if (alarm) record.Append(default, SignedRun.Happened(EventKind.Alarm, "alarm.raised") with { Severity = Severity.High });
        record.Append(default, SignedRun.Happened(EventKind.Run, "run.completed"));
        record.Commit();
        return file;
    }

    private void Sign(string file, (Person Person, string[] Roles) who, SignatureMeaning meaning, bool noted = true)
    {
        using RecordSigning signing = Open(file);
        Signature signature = signing.Give(who.Person, who.Roles, meaning, "", SignedRun.Document);
        if (noted) Note(signing, $"signature {signature.Number}");
    }

    private void Assess(string file, bool noted)
    {
        using RecordSigning signing = Open(file);
        signing.Assess(SignedRun.Rut.Person, SignedRun.Rut.Roles, [2], "No effect.", SignedRun.Document);
        if (noted) Note(signing, "assessment of alarm 2");
    }

    private void Note(RecordSigning signing, string what) => _trail.Add(SigningNote.Last(signing.Record, _folder["a.db"], what).Data
        .Aggregate(SignedRun.Happened(EventKind.Access, SigningNote.Signed), (e, d) => e.With(d.Key, d.Value)));

    private (int Count, string Found) Compare(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        SigningNotes notes = SigningNotes.Compare(record, file, ChainVerifier.Check(record).Signatures, _trail);
        return (notes.Count, notes.Disagreement);
    }

    private RecordSigning Open(string file) => new(SqliteRecord.OpenForAppend(file, Signer()), file, SignedRun.Clock);

    private CheckpointSigner Signer() => new(SigningKey.OpenOrCreate(_folder["key.pem"]), SignedRun.Clock);
}
