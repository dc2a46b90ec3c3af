using CsCheck;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>What every store behind <see cref="IRecord"/> does. A store passes it by saying how to make, open and lose a record.</summary>
public abstract class RecordConformance
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    /// <summary>A new, empty record; a name is used once per test.</summary>
    protected abstract IRecord Create(string name);

    protected abstract IRecord Open(string name);

    protected abstract IRecord OpenForAppend(string name);

    /// <summary>The record of that name as a killed process would leave it at this moment, under another name.</summary>
    protected abstract void Kill(IRecord record, string name, string leftAs);

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
        Kill(record, "running", "left");

        using (IRecord left = Open("left"))
        {
            Verification verification = ChainVerifier.Verify(left);
            Assert.True(verification.Ok, verification.Reason);
            Assert.False(verification.Completed);
            Assert.Equal(80, verification.Entries);
            Assert.Equal(head, left.Head.ToArray());
        }
        using (IRecord resumed = OpenForAppend("left"))
        {
            Fill(resumed, 7);
            resumed.Commit();
        }
        using IRecord after = Open("left");
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

    protected static void Fill(IRecord record, int count)
    {
        for (int i = 0; i < count; i++) record.Append(Start.AddMinutes(record.Count), Reading(record.Count * 0.25));
    }

    private static Measurement Reading(double value) =>
        new(new Tag("glucose"), Start, value, Unit.Millimolar, 0.5, Quality.Good, "raman", 7);
}
