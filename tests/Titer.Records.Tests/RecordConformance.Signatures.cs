using System.Text;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.Records.Tests;

/// <summary>What every store does with the signatures of people.</summary>
public abstract partial class RecordConformance
{
    [Fact]
    public void A_run_is_executed_reviewed_and_approved_and_verifies_in_its_store_and_as_an_export()
    {
        using var folder = new TempFolder();
        SignedRun run = SignedRun.In(this, "a", folder["key.pem"]);
        run.Sign(SignedRun.Ola, SignatureMeaning.Executed);
        run.Sign(SignedRun.Rut, SignatureMeaning.Reviewed);
        run.Sign(SignedRun.Quy, SignatureMeaning.Approved);
        using IRecord record = Open("a");
        Verification found = ChainVerifier.Verify(record);
        Assert.True(found is { Ok: true, Completed: true }, found.ToString());
        Assert.Equal("People signed: executed by Ola Nord, reviewed by Rut Berg, approved by Quy Tran.", found.People);
        Assert.Equal(found.Entries, found.Vouched);
        using ExportedRecord exported = ExportedRecord.Open(Export(record, folder["a.titer"]));
        Assert.Equal(found, ChainVerifier.Verify(exported));
    }

    [Fact]
    public void A_signature_says_who_when_in_which_role_what_and_of_which_document()
    {
        using var folder = new TempFolder();
        SignedRun run = SignedRun.In(this, "a", folder["key.pem"]);
        (long entries, string head) = (run.Entries, run.Head);
        run.Sign(SignedRun.Rut, SignatureMeaning.Reviewed, "Deviation 7 is assessed.");
        using IRecord record = Open("a");
        Signature signature = Assert.Single(ChainVerifier.Check(record).Signatures.Signatures);
        Assert.Equal(
            new Signature(1, SignedRun.Rut.Person, "quality", SignedRun.Clock.Now, SignatureMeaning.Reviewed, "Deviation 7 is assessed.",
                new SignedContent(entries, head, SignedRun.Document)),
            signature);
        string payload = Encoding.UTF8.GetString(record.Read(record.Count).Single().Payload.Span);
        Assert.Contains("\"person\":\"Rut Berg\",\"person-id\":\"id-rut\",\"role\":\"quality\",\"signature\":\"1\"", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void A_void_signature_stays_visible_and_counts_no_more()
    {
        using var folder = new TempFolder();
        SignedRun run = SignedRun.In(this, "a", folder["key.pem"]);
        run.Sign(SignedRun.Rut, SignatureMeaning.Rejected);
        Assert.Contains("rejected the run", run.Refuses(SignedRun.Quy, SignatureMeaning.Reviewed), StringComparison.Ordinal);
        run.Void(SignedRun.Rut, 1, "The wrong batch was before me");
        run.Sign(SignedRun.Quy, SignatureMeaning.Reviewed);
        using IRecord record = Open("a");
        ChainCheck check = ChainVerifier.Check(record);
        Assert.True(check.Result is { Ok: true, Completed: true }, check.Result.ToString());
        Assert.Equal("People signed: reviewed by Quy Tran; 1 void.", check.Result.People);
        Assert.Equal(("The wrong batch was before me", SignedRun.Rut.Person), (check.Signatures.Signatures[0].Void!.Reason, check.Signatures.Signatures[0].Void!.Person));
    }

    [Fact]
    public void A_signature_that_somebody_without_the_key_appends_is_named()
    {
        using var folder = new TempFolder();
        SignedRun run = SignedRun.In(this, "a", folder["key.pem"]);
        using (IRecord record = OpenForAppend("a"))
        {
            record.Append(SignedRun.Clock.Now, new Signature(1, SignedRun.Rut.Person, "quality", SignedRun.Clock.Now, SignatureMeaning.Reviewed, "",
                SignedContent.Of(record, SignedRun.Document)).ToEvent());
            record.Commit();
        }
        using (IRecord forged = Open("a"))
        {
            Verification found = ChainVerifier.Verify(forged);
            Assert.Equal(run.Entries + 1, found.FirstBroken);
            Assert.Contains("nobody who holds the signing key wrote it", found.Reason, StringComparison.Ordinal);
        }
        // And what the key signs later does not make it good.
        Assert.Contains("nothing is signed", Assert.Throws<InputException>(() => run.Sign(SignedRun.Quy, SignatureMeaning.Reviewed)).Message, StringComparison.Ordinal);
    }

    /// <summary>A completed run in which Ola acted under an account, and the people who may sign it.</summary>
    internal sealed class SignedRun
    {
        public static readonly (Person Person, string[] Roles) Ola = (new("id-ola", "Ola Nord"), ["operator"]), Rut = (new("id-rut", "Rut Berg"), ["quality"]),
            Quy = (new("id-quy", "Quy Tran"), ["quality", "supervisor"]), Eva = (new("id-eva", "Eva Lind"), ["supervisor"]), Adi = (new("id-adi", "Adi Rao"), ["administrator"]);

        public static readonly FixedClock Clock = new(new DateTimeOffset(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));

        public static readonly string Document = ContentHash.Of("what was shown");

        private readonly Func<IRecord> _open;

        private SignedRun(Func<IRecord> open, long entries, string head) => (_open, Entries, Head) = (open, entries, head);

        public long Entries { get; }

        public string Head { get; }

        public static SignedRun In(RecordConformance store, string name, string key, bool completed = true)
        {
            using IRecord record = store.Create(name, Signer(key));
            record.Append(Start, Happened(EventKind.Run, "run.started"));
            record.Append(Start, Happened(EventKind.Operator, "confirm.accepted").By(Ola.Person));
            record.Append(Start, Happened(EventKind.Operator, "command.refused").By(Eva.Person));
            Fill(record, 5);
            if (completed) record.Append(Start, Happened(EventKind.Run, "run.completed"));
            record.Commit();
            return new SignedRun(() => store.OpenForAppend(name, Signer(key)), record.Count, Convert.ToHexStringLower(record.Head.Span));
        }

        public void Sign((Person Person, string[] Roles) who, SignatureMeaning meaning, string comment = "")
        {
            using var signing = new RecordSigning(_open(), "the run", Clock);
            signing.Give(who.Person, who.Roles, meaning, comment, Document);
        }

        public void Void((Person Person, string[] Roles) who, int number, string reason)
        {
            using var signing = new RecordSigning(_open(), "the run", Clock);
            signing.MakeVoid(who.Person, who.Roles, number, reason, Document);
        }

        public string Refuses((Person Person, string[] Roles) who, SignatureMeaning meaning) =>
            Assert.Throws<InputException>(() => Sign(who, meaning)).Message;

        public string RefusesVoid((Person Person, string[] Roles) who, int number, string reason) =>
            Assert.Throws<InputException>(() => Void(who, number, reason)).Message;

        public static Event Happened(EventKind kind, string code) => new(Start, kind, Severity.Information, "test", code, "It happened.");
    }

    internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
