using Titer.Core;
using Titer.Records.Signatures;
using static Titer.Records.Tests.RecordConformance;

namespace Titer.Records.Tests.Signatures;

/// <summary>Somebody who holds the record and even its key, but no account, writes a signature that another person never gave.</summary>
public sealed class ForgedSignatureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signature_copied_from_another_record_does_not_fit()
    {
        Event copied = SignatureOf(Run("a"));
        AssertFound(Forge(Run("b", signed: false), copied), "bound to another record");
        AssertFound(Forge(Run("c", signed: false, entries: 4), copied), "bound to entry");
    }

    [Fact]
    public void A_signature_given_twice_does_not_fit()
    {
        string run = Run("a");
        AssertFound(Forge(run, SignatureOf(run)), "number 1 where 2 is expected");
    }

    [Fact]
    public void A_signature_under_an_altered_name_meaning_role_or_number_is_found()
    {
        foreach ((string key, string value, string why) in ((string, string, string)[])[
            ("meaning", "approved", "approved comes after reviewed"), ("meaning", "released", "not a whole signature"), ("role", "operator", "may sign reviewed, not operator"),
            ("person-id", SignedRun.Ola.Person.Id, "executed the run"), ("signature", "2", "number 2 where 1 is expected"), ("head", new string('0', 64), "bound to another record"),
            ("entry", "3", "bound to entry 3"), ("document", "none", "not a whole signature")])
        {
            string run = Run($"{key}-{value}", signed: false);
            using var record = SqliteRecord.OpenForAppend(run, Signer());
            Event genuine = new Signature(1, SignedRun.Rut.Person, "quality", SignedRun.Clock.Now, SignatureMeaning.Reviewed, "", SignedContent.Of(record, SignedRun.Document)).ToEvent();
            record.Append(genuine.Time, genuine.With(key, value));
            record.Commit();
            AssertFound(run, why);
        }
    }

    [Fact]
    public void An_assessment_that_is_moved_altered_or_without_its_checkpoint_is_found()
    {
        Event copied = AssessmentOn(Run("a", signed: false, alarm: true), SignedRun.Rut);
        AssertFound(Forge(Run("b", signed: false, alarm: true), copied), "bound to another record");
        foreach ((string key, string value, string why) in ((string, string, string)[])[
            ("of", "2,2", "not a whole assessment"), ("of", "3", "did not raise an alarm"), ("of", "", "not a whole assessment"), ("role", "operator", "may assess an alarm, not operator"),
            ("meaning", "approved", "not a whole assessment"), ("person-id", SignedRun.Ola.Person.Id, "executed the run"), ("comment", "", "with a comment")])
        {
            string run = Run($"{key}-{value}", signed: false, alarm: true);
            using var record = SqliteRecord.OpenForAppend(run, Signer());
            Event genuine = new AlarmAssessment([2], SignedRun.Rut.Person, "quality", SignedRun.Clock.Now, "No effect.", SignedContent.Of(record, SignedRun.Document)).ToEvent();
            record.Append(genuine.Time, genuine.With(key, value));
            record.Commit();
            AssertFound(run, why);
        }
        string bare = Run("c", signed: false, alarm: true);
        using (var record = SqliteRecord.OpenForAppend(bare))
        {
            record.Append(SignedRun.Clock.Now, new AlarmAssessment([2], SignedRun.Rut.Person, "quality", SignedRun.Clock.Now, "No effect.", SignedContent.Of(record, SignedRun.Document)).ToEvent());
            record.Commit();
        }
        AssertFound(bare, "nobody who holds the signing key wrote it");
    }

    [Fact]
    public void The_check_after_signing_is_that_of_the_whole_record()
    {
        string run = Run("a", signed: false, alarm: true);
        Verification told;
        using (var signing = new RecordSigning(SqliteRecord.OpenForAppend(run, Signer()), run, SignedRun.Clock))
        {
            signing.Assess(SignedRun.Rut.Person, SignedRun.Rut.Roles, [2, 2], "No effect.", SignedRun.Document);
            signing.Give(SignedRun.Rut.Person, SignedRun.Rut.Roles, SignatureMeaning.Reviewed, "", SignedRun.Document);
            told = signing.Verification;
        }
        Assert.Equal(ChainVerifier.Verify(run), told);
        Assert.True(told.Completed);
    }

    [Fact]
    public void A_changed_bit_of_a_signature_breaks_the_chain_under_its_checkpoint()
    {
        string run = Run("a");
        using SqliteRecord record = SqliteRecord.Open(run);
        List<Entry> entries = [.. record.Read()];
        int tried = 0;
        for (int at = 0; at < entries[^1].Payload.Length; at += 7, tried++)
        {
            byte[] payload = entries[^1].Payload.ToArray();
            payload[at] ^= 1;
            Entry changed = entries[^1] with { Payload = payload };
            byte[] hash = new byte[32];
            new ChainHash().Compute(changed.PreviousHash.Span, changed.Number, changed.Time.UtcTicks, changed.Kind, payload, hash);
            foreach (Entry last in (Entry[])[changed, changed with { Hash = hash }])
            {
                var check = new ChainCheck(record.Seals());
                foreach (Entry entry in (Entry[])[.. entries[..^1], last]) check.Accept(entry);
                Assert.False(check.Result.Ok);
            }
        }
        Assert.True(tried > 50);
    }

    [Fact]
    public void A_signature_that_is_cut_off_is_missed_by_its_checkpoint()
    {
        using SqliteRecord record = SqliteRecord.Open(Run("a"));
        var check = new ChainCheck(record.Seals());
        foreach (Entry entry in record.Read().SkipLast(1)) check.Accept(entry);
        Assert.Contains("its end was cut off", check.Result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_not_signed_when_it_is_broken()
    {
        string run = Run("a", signed: false);
        Forge(run, SignedRun.Happened(EventKind.Signature, Signature.Voided));
        Assert.Contains("nothing is signed", Assert.Throws<InputException>(() => new RecordSigning(SqliteRecord.OpenForAppend(run, Signer()), run, SignedRun.Clock)).Message, StringComparison.Ordinal);
    }

    private Event AssessmentOn(string file, (Person Person, string[] Roles) who)
    {
        using (var signing = new RecordSigning(SqliteRecord.OpenForAppend(file, Signer()), file, SignedRun.Clock))
            signing.Assess(who.Person, who.Roles, [2], "No effect.", SignedRun.Document);
        return SignatureOf(file);
    }

    private string Run(string name, bool signed = true, int entries = 5, bool alarm = false)
    {
        string file = _folder[name + ".db"];
        using (SqliteRecord record = SqliteRecord.Create(file, Signer()))
        {
            record.Append(default, SignedRun.Happened(EventKind.Run, "run.started").With("run", name));
            if (alarm) record.Append(default, SignedRun.Happened(EventKind.Alarm, "alarm.raised").With("alarm", "pH.high") with { Severity = Severity.High });
            for (int i = 0; i < entries; i++) record.Append(default, SignedRun.Happened(EventKind.Operator, "confirm.accepted").By(SignedRun.Ola.Person));
            record.Append(default, SignedRun.Happened(EventKind.Run, "run.completed"));
            record.Commit();
        }
        if (!signed) return file;
        using var signing = new RecordSigning(SqliteRecord.OpenForAppend(file, Signer()), file, SignedRun.Clock);
        signing.Give(SignedRun.Rut.Person, SignedRun.Rut.Roles, SignatureMeaning.Reviewed, "", SignedRun.Document);
        return file;
    }

    private static Event SignatureOf(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        return new EntryDecoder().Event(record.Read(record.Count).Single());
    }

    private string Forge(string file, Event signature)
    {
        using SqliteRecord record = SqliteRecord.OpenForAppend(file, Signer());
        record.Append(signature.Time, signature);
        record.Commit();
        return file;
    }

    private static void AssertFound(string file, string why)
    {
        Verification found = ChainVerifier.Verify(file);
        Assert.False(found.Ok);
        Assert.Contains(why, found.Reason, StringComparison.Ordinal);
    }

    private CheckpointSigner Signer() => new(SigningKey.OpenOrCreate(_folder["key.pem"]), SignedRun.Clock);
}
