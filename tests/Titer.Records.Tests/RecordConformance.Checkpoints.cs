using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>What every store does with checkpoints, and with records that leave it.</summary>
public abstract partial class RecordConformance
{
    [Fact]
    public void Checkpoints_vouch_for_the_whole_of_a_completed_run_and_leave_its_head_as_it_is()
    {
        using var keys = new TempFolder();
        byte[] head = Completed("signed", Signer(keys["key.pem"])), unsigned = Completed("unsigned", null);
        Assert.Equal(unsigned, head);
        using IRecord read = Open("signed");
        Verification found = ChainVerifier.Verify(read);
        // 36 entries in commits of 4, a checkpoint after each 10: over 12, 24 and 36, and that is the end.
        Assert.True(found is { Ok: true, Completed: true, Entries: 36, Checkpoints: 3, Vouched: 36 }, found.ToString());
        Assert.Equal(SigningKey.Open(keys["key.pem"]).Line[^1].Fingerprint, found.Key);
        Assert.Equal([12, 24, 36], read.Seals().Checkpoints.Select(c => c.Entry));
    }

    [Fact]
    public void A_checkpoint_is_committed_with_its_entries_or_not_at_all()
    {
        using var keys = new TempFolder();
        using IRecord record = Create("a", Signer(keys["key.pem"]));
        Fill(record, 12);
        record.Commit();
        Fill(record, 25);
        using IRecord left = Open(Kill(record, "a"));
        Assert.True(ChainVerifier.Verify(left) is { Ok: true, Entries: 12, Checkpoints: 1 });
    }

    [Fact]
    public void A_clock_that_is_put_back_changes_no_order_and_is_shown()
    {
        using var keys = new TempFolder();
        var clock = new TurnedClock();
        using IRecord record = Create("a", new CheckpointSigner(SigningKey.OpenOrCreate(keys["key.pem"]), clock) { Every = 10 });
        foreach (int hours in (int[])[1, 1, -5, 1])
        {
            clock.Now += TimeSpan.FromHours(hours);
            Fill(record, 10);
            record.Commit();
        }
        Verification found = ChainVerifier.Verify(record);
        Assert.True(found is { Ok: true, Checkpoints: 4, Vouched: 40, SteppedBack: 1 }, $"{found}");
        Assert.Contains("put back before 1 of them", $"{found}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_that_was_cut_off_is_found_by_the_checkpoint_over_it()
    {
        using var keys = new TempFolder();
        Completed("a", Signer(keys["key.pem"]));
        for (int number = 36; number > 30; number--) Tamper("a", "", number);
        using (IRecord cut = Open("a"))
        {
            Verification found = ChainVerifier.Verify(cut);
            Assert.Equal((31, 30), (found.FirstBroken, found.Entries));
            Assert.Contains("cut off", found.Reason, StringComparison.Ordinal);
        }
        Assert.Contains("broken record", Assert.Throws<InputException>(() => OpenForAppend("a", Signer(keys["key.pem"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotated_key_goes_on_with_the_record_and_a_strange_one_does_not()
    {
        using var keys = new TempFolder();
        using (IRecord record = Create("a", Signer(keys["key.pem"])))
        {
            Fill(record, 15);
            record.Commit();
        }
        string old = SigningKey.Open(keys["key.pem"]).Line[^1].Fingerprint;
        SigningKey.Rotate(keys["key.pem"]);
        string current = SigningKey.Rotate(keys["key.pem"]).Line[^1].Fingerprint;
        Assert.Contains($"signed by the key {old}", Assert.Throws<InputException>(() => OpenForAppend("a", Signer(keys["strange.pem"]))).Message, StringComparison.Ordinal);
        using (IRecord record = OpenForAppend("a", Signer(keys["key.pem"])))
        {
            Fill(record, 15);
            record.Commit();
        }
        using IRecord read = Open("a");
        Verification found = ChainVerifier.Verify(read);
        Assert.True(found is { Ok: true, Checkpoints: 2, Vouched: 30 }, found.ToString());
        Assert.Equal(current, found.Key);
        Assert.Equal(3, read.Seals().Keys.Length);
        Assert.True(ChainVerifier.Verify(read, old).Ok);
        Assert.True(ChainVerifier.Verify(read, current).Ok);
        string strange = SigningKey.Open(keys["strange.pem"]).Line[^1].Fingerprint;
        Assert.Contains("trusted key", ChainVerifier.Verify(read, strange).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exported_record_says_what_its_store_says()
    {
        using var folder = new TempFolder();
        byte[] head = Completed("a", Signer(folder["key.pem"]));
        using IRecord record = Open("a");
        string file = Export(record, folder["a.titer"]);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Export(record, folder["b.titer"])));
        using ExportedRecord exported = ExportedRecord.Open(file);
        Assert.Equal(ChainVerifier.Verify(record), ChainVerifier.Verify(exported));
        Assert.Equal(head, exported.Head.ToArray());
        Assert.Equal(36, exported.Count);
        Assert.Equal(record.Read(20).Select(e => Convert.ToHexString(e.Payload.Span)), exported.Read(20).Select(e => Convert.ToHexString(e.Payload.Span)));
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Export(exported, folder["c.titer"])));
    }

    protected static string Export(IRecord record, string file)
    {
        using FileStream stream = File.Create(file);
        Assert.True(RecordExport.Write(record, stream).Ok);
        return file;
    }

    private static CheckpointSigner Signer(string file) => new(SigningKey.OpenOrCreate(file), TimeProvider.System) { Every = 10 };

    private byte[] Completed(string name, CheckpointSigner? signer)
    {
        using IRecord record = Create(name, signer);
        for (int i = 0; i < 8; i++)
        {
            Fill(record, 4);
            record.Commit();
        }
        Fill(record, 3);
        record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, "run", "run.completed", "The batch is complete."));
        record.Commit();
        return record.Head.ToArray();
    }
}
