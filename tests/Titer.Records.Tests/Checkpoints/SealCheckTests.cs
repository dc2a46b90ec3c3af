using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Whatever is done to checkpoints and keys, and to a chain under them, is found.</summary>
public sealed class SealCheckTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly Seals _seals;
    private readonly List<Entry> _entries;

    public SealCheckTests()
    {
        (_entries, _) = Record("a", 1);
        SigningKey.Rotate(_folder["key.pem"]);
        using (SqliteRecord record = SqliteRecord.OpenForAppend(_folder["a"], Signer("key.pem"))) Append(record, 10, 1);
        using SqliteRecord read = SqliteRecord.Open(_folder["a"]);
        (_entries, _seals) = ([.. read.Read()], read.Seals());
        Assert.True(Check(_entries, _seals) is { Ok: true, Entries: 40, Checkpoints: 4, Vouched: 40 });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chain_that_was_computed_again_is_not_the_one_that_was_signed()
    {
        (List<Entry> other, _) = Record("b", 2);
        Verification found = Check(other, _seals);
        Assert.Equal((1, 0), (found.FirstBroken, found.Entries));
        Assert.Contains("Entries 1 to 10 are not those that checkpoint 1 signed", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_computed_again_from_the_middle_is_named_after_the_last_entry_that_is_vouched_for()
    {
        // The same twenty entries, and from there on others.
        using (SqliteRecord record = SqliteRecord.Create(_folder["c"]))
        {
            Append(record, 20, 1);
            Append(record, 20, 2);
        }
        using SqliteRecord read = SqliteRecord.Open(_folder["c"]);
        Verification found = Check([.. read.Read()], _seals);
        Assert.Equal((21, 20), (found.FirstBroken, found.Entries));
        Assert.Equal(Convert.ToHexStringLower(_entries[19].Hash.Span), found.Head);
    }

    [Fact]
    public void Any_bit_of_a_checkpoint_that_changes_is_found_at_the_entries_it_vouched_for()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 60; trial++)
        {
            int at = random.Next(_seals.Checkpoints.Length);
            Checkpoint was = _seals.Checkpoints[at];
            Checkpoint becomes = (trial % 5) switch
            {
                0 => was with { Signature = Flip(was.Signature, random) },
                1 => was with { Hash = Flip(was.Hash, random) },
                2 => was with { Entry = was.Entry ^ (1L << random.Next(5)) },
                3 => was with { Time = was.Time.AddTicks(1) },
                _ => was with { Key = was.Key ^ (1L << random.Next(3)) },
            };
            Verification found = Check(_entries, _seals with { Checkpoints = _seals.Checkpoints.SetItem(at, becomes) });
            Assert.False(found.Ok, $"{was} -> {becomes}");
            Assert.InRange(found.FirstBroken!.Value, 10 * at + 1, 41);
        }
    }

    [Fact]
    public void A_checkpoint_that_is_missing_or_in_another_place_is_found()
    {
        Assert.Contains("Checkpoint 2 is missing", Check(_entries, _seals with { Checkpoints = _seals.Checkpoints.RemoveAt(1) }).Reason, StringComparison.Ordinal);
        Assert.False(Check(_entries, _seals with { Checkpoints = [.. _seals.Checkpoints.Reverse()] }).Ok);
        Assert.False(Check(_entries, _seals with { Checkpoints = [.. _seals.Checkpoints, _seals.Checkpoints[^1]] }).Ok);
    }

    [Fact]
    public void A_key_that_no_key_before_it_introduced_is_refused()
    {
        SigningKey strange = SigningKey.OpenOrCreate(_folder["strange.pem"]);
        RecordKey second = _seals.Keys[1];
        foreach (RecordKey forged in (RecordKey[])[
            strange.Line[0], second with { PublicKey = strange.Line[0].PublicKey }, second with { Introduction = strange.Sign(RecordKey.Message(second.PublicKey.Span)) },
            second with { Introduction = Flip(second.Introduction, new Random(1)) }, second with { PublicKey = new byte[91] }])
        {
            Verification found = Check(_entries, _seals with { Keys = _seals.Keys.SetItem(1, forged) });
            Assert.Contains("was not introduced", found.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_record_signed_anew_with_another_key_is_sound_by_itself_and_not_for_who_knows_the_key()
    {
        using (SqliteRecord forged = SqliteRecord.Create(_folder["forged"], Signer("strange.pem"))) Append(forged, 40, 2);
        Assert.True(ChainVerifier.Verify(_folder["forged"]).Ok);
        Verification found = ChainVerifier.Verify(_folder["forged"], _seals.Keys[0].Fingerprint);
        Assert.Equal(1, found.FirstBroken);
        Assert.Contains("trusted key", found.Reason, StringComparison.Ordinal);
    }

    private (List<Entry>, Seals) Record(string name, double value)
    {
        using (SqliteRecord record = SqliteRecord.Create(_folder[name], Signer("key.pem"))) Append(record, 30, value);
        using SqliteRecord read = SqliteRecord.Open(_folder[name]);
        return ([.. read.Read()], read.Seals());
    }

    private static void Append(SqliteRecord record, int count, double value)
    {
        for (int i = 0; i < count; i++)
        {
            record.Append(Start.AddMinutes(i), new Measurement(new Tag("pH"), Start, value, Unit.PH, 0.1, Quality.Good, "ion", i));
            if (i % 10 == 9) record.Commit();
        }
    }

    private CheckpointSigner Signer(string key) => new(SigningKey.OpenOrCreate(_folder[key]), TimeProvider.System) { Every = 10 };

    private static Verification Check(List<Entry> entries, Seals seals)
    {
        var check = new ChainCheck(seals);
        foreach (Entry entry in entries)
            if (check.Accept(entry) is null) break;
        return check.Result;
    }

    private static byte[] Flip(ReadOnlyMemory<byte> bytes, Random random)
    {
        byte[] flipped = bytes.ToArray();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
