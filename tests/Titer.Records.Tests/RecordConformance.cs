using CsCheck;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>What every store behind <see cref="IRecord"/> does. A store passes it by saying how to make, open and lose a record.</summary>
public abstract partial class RecordConformance
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    /// <summary>A new, empty record; a name is used once per test.</summary>
    protected abstract IRecord Create(string name, CheckpointSigner? signer = null);

    protected abstract IRecord Open(string name);

    protected abstract IRecord OpenForAppend(string name, CheckpointSigner? signer = null);

    /// <summary>Leaves the record as a killed process would at this moment, and gives the name under which it is left.</summary>
    protected abstract string Kill(IRecord record, string name);

    /// <summary>Changes or removes entries of a closed record as somebody would who owns the storage and has taken its guards away.</summary>
    /// <param name="change">What becomes of a row, in SQL: <c>SET ...</c>, or empty to remove it.</param>
    protected abstract void Tamper(string name, string change, long number);

    /// <summary>Says in the storage that the record has this format version.</summary>
    protected abstract void SetVersion(string name, int version);

    /// <summary>A literal of bytes in the store's SQL.</summary>
    protected abstract string Bytes(byte value, int count);

    [Fact]
    public void An_empty_record_has_no_entries_and_a_head_of_zeros()
    {
        using IRecord record = Create("a");
        Assert.Equal(0, record.Count);
        Assert.Equal(new byte[32], record.Head.ToArray());
        Assert.Empty(record.Read());
        Assert.True(ChainVerifier.Verify(record).Ok);
    }

    [Fact]
    public void Entries_come_back_in_the_order_of_appending_with_the_same_bytes()
    {
        int run = 0;
        RecordGen.Any.Array[0, 30].Sample(records =>
        {
            string name = $"r{run++}";
            using (IRecord record = Create(name))
            {
                for (int i = 0; i < records.Length; i++)
                    Assert.Equal(i + 1, record.Append(Start.AddTicks(i), records[i]));
                record.Commit();
            }
            using IRecord read = Open(name);
            int n = 0;
            foreach (Entry entry in read.Read())
            {
                Assert.Equal(n + 1, entry.Number);
                Assert.Equal(Start.AddTicks(n), entry.Time);
                Assert.Equal(Payload.KindOf(records[n]), entry.Kind);
                Assert.Equal(Payload.Of(records[n]), entry.Payload.ToArray());
                n++;
            }
            Assert.Equal(records.Length, n);
            Assert.Equal(n, read.Count);
            Assert.True(ChainVerifier.Verify(read).Ok);
        }, iter: 12, threads: 1);
    }

    [Fact]
    public void Each_entry_holds_the_hash_of_the_one_before_and_the_head_is_the_last_hash()
    {
        using IRecord record = Create("a");
        Fill(record, 5);
        byte[] previous = new byte[32];
        foreach (Entry entry in record.Read())
        {
            Assert.Equal(previous, entry.PreviousHash.ToArray());
            previous = entry.Hash.ToArray();
        }
        Assert.Equal(previous, record.Head.ToArray());
    }

    [Fact]
    public void The_same_records_give_the_same_head_and_any_other_record_another()
    {
        byte[] Head(string name, double last)
        {
            using IRecord record = Create(name);
            Fill(record, 10);
            record.Append(Start, Reading(last));
            return record.Head.ToArray();
        }
        Assert.Equal(Head("a", 1), Head("b", 1));
        Assert.NotEqual(Head("c", 1), Head("d", Math.BitIncrement(1.0)));
    }

    [Fact]
    public void Reading_can_begin_at_any_entry()
    {
        using IRecord record = Create("a");
        Fill(record, 9);
        Assert.Equal([7, 8, 9], record.Read(7).Select(e => e.Number));
        Assert.Empty(record.Read(10));
    }

    [Fact]
    public void Disposing_without_a_commit_drops_the_tail()
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 4);
            record.Commit();
            Fill(record, 3);
            Assert.Equal(7, record.Count);
        }
        using IRecord read = Open("a");
        Assert.Equal(4, read.Count);
        Assert.True(ChainVerifier.Verify(read).Ok);
    }

    [Fact]
    public void A_resumed_record_goes_on_with_number_and_hash_as_if_it_had_never_stopped()
    {
        using (IRecord record = Create("stopped"))
        {
            Fill(record, 6);
            record.Commit();
        }
        using (IRecord record = OpenForAppend("stopped"))
        {
            Assert.Equal(6, record.Count);
            Fill(record, 5);
            record.Commit();
        }
        using IRecord whole = Create("whole");
        Fill(whole, 6);
        Fill(whole, 5);
        using IRecord resumed = Open("stopped");
        Assert.Equal(whole.Head.ToArray(), resumed.Head.ToArray());
        Assert.True(ChainVerifier.Verify(resumed).Ok);
    }

    [Fact]
    public void A_reader_sees_what_is_committed_while_the_writer_goes_on()
    {
        using IRecord writer = Create("a");
        Fill(writer, 3);
        writer.Commit();
        Fill(writer, 2);
        using IRecord reader = Open("a");
        Assert.Equal(3, reader.Count);
        Assert.Equal(3, reader.Read().Count());
        writer.Commit();
        Assert.Equal(5, reader.Read().Count());
        Assert.Equal(5, reader.Count);
        Assert.Equal(writer.Head.ToArray(), reader.Head.ToArray());
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using IRecord writer = Create("a");
        Fill(writer, 1);
        writer.Commit();
        var refusal = Assert.Throws<InputException>(() => OpenForAppend("a"));
        Assert.Contains("another process is writing this record", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_opened_for_reading_takes_no_entry()
    {
        using (IRecord record = Create("a")) record.Commit();
        using IRecord read = Open("a");
        Assert.Throws<InvalidOperationException>(() => read.Append(Start, Reading(1)));
        Assert.Throws<InvalidOperationException>(read.Commit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)] // more than the store keeps in memory: part of the open transaction is on the disk already
    public void A_killed_process_loses_only_what_it_had_not_committed_and_the_run_can_go_on(int uncommitted)
    {
        using IRecord record = Create("running");
        Fill(record, 50);
        record.Commit();
        Fill(record, 30);
        record.Commit();
        byte[] head = record.Head.ToArray();
        Fill(record, uncommitted);
        string killed = Kill(record, "running");

        using (IRecord left = Open(killed))
        {
            Verification verification = ChainVerifier.Verify(left);
            Assert.True(verification.Ok, verification.Reason);
            Assert.False(verification.Completed);
            Assert.Equal(80, verification.Entries);
            Assert.Equal(head, left.Head.ToArray());
        }
        using (IRecord resumed = OpenForAppend(killed))
        {
            Fill(resumed, 7);
            resumed.Commit();
        }
        using IRecord after = Open(killed);
        Assert.Equal(87, ChainVerifier.Verify(after).Entries);
    }

    [Fact]
    public void A_run_is_recognised_as_completed_by_its_last_event()
    {
        using IRecord record = Create("a");
        Fill(record, 3);
        Assert.False(ChainVerifier.Verify(record).Completed);
        record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, "run", "run.completed", "The batch is complete."));
        Assert.True(ChainVerifier.Verify(record).Completed);
        Fill(record, 1);
        Assert.False(ChainVerifier.Verify(record).Completed);
    }

    [Fact]
    public void An_existing_record_is_never_overwritten()
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 2);
            record.Commit();
        }
        Assert.Contains("never overwritten", Assert.Throws<InputException>(() => Create("a")).Message, StringComparison.Ordinal);
        using IRecord read = Open("a");
        Assert.Equal(2, read.Count);
    }

    [Fact]
    public void A_missing_record_is_refused()
    {
        foreach (Func<string, IRecord> open in (Func<string, IRecord>[])[Open, name => OpenForAppend(name)])
            Assert.Contains("there is no such", Assert.Throws<InputException>(() => open("nowhere")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_head_of_a_record_is_the_same_in_every_store()
    {
        // Computed in Python from docs/record.md alone.
        using IRecord record = Create("a");
        Fill(record, 100);
        record.Commit();
        Assert.Equal("9edf76bedead8b031a0581421611b0d5bbb8d94b6444455d9a91a6bd66546be4", Convert.ToHexStringLower(record.Head.Span));
    }

    [Fact]
    public void Time_that_goes_back_is_recorded_as_it_was_and_does_not_touch_the_order()
    {
        int[] minutes = [5, 3, 4, 3, -7, 9];
        using (IRecord record = Create("a"))
        {
            foreach (int minute in minutes) record.Append(Start.AddMinutes(minute), Reading(minute));
            record.Commit();
        }
        using IRecord read = Open("a");
        Assert.Equal(minutes.Select(m => Start.AddMinutes(m)), read.Read().Select(e => e.Time));
        Assert.True(ChainVerifier.Verify(read).Ok);
    }

    [Theory]
    [InlineData("'); DROP TABLE entry; DROP TABLE titer.entry; --")]
    [InlineData("Robert'); DELETE FROM titer.run WHERE ('1'='1")]
    [InlineData("$$; COMMIT; TRUNCATE titer.entry; $$")]
    [InlineData("\\.\nPGCOPY\n\\xff \0 \u0001 %s %n {0} $1 @p ?")]
    [InlineData("\ud800 half a pair, \ufeff a mark, \u202e turned round")]
    [InlineData("<script>alert(1)</script>&lt;\"'`")]
    public void Any_text_anywhere_comes_back_as_it_was(string text)
    {
        Event happened = new Event(Start, EventKind.Operator, Severity.Low, text, text, text).With(text, text);
        using (IRecord record = Create("a"))
        {
            record.Append(Start, happened);
            record.Append(Start, new Measurement(new Tag("pH"), Start, 7, Unit.PH, 0.1, new Quality(Ne107.Failure, text), text, 1));
            record.Append(Start, new Frame(text, Start, 1, [new Channel(text, Unit.One, [1])]));
            record.Commit();
        }
        using IRecord read = Open("a");
        Assert.True(ChainVerifier.Verify(read) is { Ok: true, Entries: 3 });
        Event back = new EntryDecoder().Event(read.Read().First());
        Assert.Equal((text, text, text, text), (back.Source, back.Code, back.Message, back.Data[text]));
    }

    [Fact]
    public void A_name_of_a_record_is_never_a_statement()
    {
        const string name = "x'; DROP TABLE titer.entry; --\" %2F";
        using (IRecord record = Create(name))
        {
            Fill(record, 2);
            record.Commit();
        }
        using IRecord read = Open(name);
        Assert.Equal(2, ChainVerifier.Verify(read).Entries);
    }

    [Fact]
    public void A_large_read_out_among_small_ones_is_kept_bit_for_bit()
    {
        var hologram = new Frame("hologram", Start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 2_000_000).Select(i => i + 0.25)])]);
        using (IRecord record = Create("a"))
        {
            Fill(record, 300);
            record.Append(Start, hologram);
            Fill(record, 300);
            record.Append(Start, hologram);
            record.Commit();
        }
        using IRecord read = Open("a");
        Assert.True(ChainVerifier.Verify(read) is { Ok: true, Entries: 602 });
        Assert.Equal(Payload.Of(hologram), read.Read(301).First().Payload.ToArray());
        Assert.Equal(hologram["counts"], new EntryDecoder(read).Frame(read.Read(602).First())["counts"]);
        string name = Assert.Single(read.FrameFiles());
        Assert.Contains("bytes, and its entry says 8", Assert.Throws<InvalidDataException>(() => read.FrameFile(name, 8)).Message, StringComparison.Ordinal);
        Assert.Contains("is missing", Assert.Throws<InvalidDataException>(() => read.FrameFile(new string('0', 64), 8)).Message, StringComparison.Ordinal);
        Assert.Equal(301, read.Read(302).Count());
    }

    [Fact]
    public void An_unknown_newer_format_is_refused_with_its_version()
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 1);
            record.Commit();
        }
        SetVersion("a", 99);
        foreach (Func<string, IRecord> open in (Func<string, IRecord>[])[Open, name => OpenForAppend(name)])
            Assert.Contains("format version 99", Assert.Throws<InputException>(() => open("a")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is missing")]
    [InlineData("SET time = time + 1", "does not match its content")]
    [InlineData("SET time = -1", "is not a time")]
    [InlineData("SET kind = 2 + kind", "does not match its content")]
    [InlineData("SET kind = 300", "is not a kind")]
    [InlineData("SET payload = BYTES", "does not match its content")]
    [InlineData("SET hash = BYTES", "does not match its content")]
    [InlineData("SET previous_hash = BYTES", "previous hash")]
    [InlineData("SET number = -number", "number below 1|is missing")]
    public void Verification_names_the_first_broken_entry(string change, string reason)
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 600);
            record.Commit();
        }
        Tamper("a", change.Replace("BYTES", Bytes(0x7B, 32), StringComparison.Ordinal), 417);
        using IRecord read = Open("a");
        Verification found = ChainVerifier.Verify(read);
        Assert.Equal((417, 416), (found.FirstBroken, found.Entries));
        Assert.Contains(reason.Split('|'), r => found.Reason.Contains(r, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_appended_to_a_record_that_is_broken_at_its_end()
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 3);
            record.Commit();
        }
        Tamper("a", "SET time = time + 1", 3);
        Assert.Contains("last entry, 3, is broken", Assert.Throws<InputException>(() => OpenForAppend("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_may_append_while_it_reads_what_it_has()
    {
        using IRecord record = Create("a");
        Fill(record, 700);
        record.Commit();
        Fill(record, 5);
        int seen = 0;
        foreach (Entry entry in record.Read())
        {
            if (++seen > 2000) break;
            if (entry.Number % 100 == 0) Fill(record, 1);
        }
        Assert.InRange(seen, 705, 715);
        record.Commit();
        Assert.True(ChainVerifier.Verify(record).Ok);
    }

    protected static void Fill(IRecord record, int count)
    {
        for (int i = 0; i < count; i++) record.Append(Start.AddMinutes(record.Count), Reading(record.Count * 0.25));
    }

    private static Measurement Reading(double value) =>
        new(new Tag("glucose"), Start, value, Unit.Millimolar, 0.5, Quality.Good, "raman", 7);
}
