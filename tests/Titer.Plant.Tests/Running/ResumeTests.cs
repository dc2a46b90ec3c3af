using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Running;

public sealed class ResumeTests(RecordedBatches batches)
{
    private static List<(DateTimeOffset Time, EntryKind Kind, string Payload)> Content(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind != EntryKind.Event || decoder.Event(e).Code != RunHeader.Resumed)
            .Select(e => (e.Time, e.Kind, Convert.ToBase64String(e.Payload.Span)))];
    }

    private static BatchRun Start(string file, ulong seed) =>
        BatchRun.Start(ShortRecipe.Header(ShortRecipe.Of(10, cells: 2), seed, "ph-reference-loss@4+1"), SqliteRecord.Create(file));

    /// <summary>Leaves the record as a process that ended after so many ticks: what was not committed is gone.</summary>
    private static void RunAndDie(BatchRun run, int ticks)
    {
        for (int i = 0; i < ticks && !run.HasEnded; i++) run.Step();
        run.Dispose();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void A_run_that_died_at_any_tick_goes_on_as_if_it_had_not(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        RunAndDie(Start(folder["record.db"], 1), random.Next(1, 700));
        // It dies once more after it was resumed.
        Assert.True(ChainVerifier.Verify(folder["record.db"]).Ok);
        RunAndDie(BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run"), random.Next(1, 300));
        Verification died = ChainVerifier.Verify(folder["record.db"]);
        Assert.True(died.Ok);
        Assert.False(died.Completed);

        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run"))
        {
            while (!run.HasEnded) run.Step();
            run.Finish();
        }
        Verification whole = ChainVerifier.Verify(folder["record.db"]);
        Assert.True(whole is { Ok: true, Completed: true }, whole.ToString());
        Assert.Equal(2, BatchRecord.Read(folder["record.db"]).Events.Count(e => e.Code == RunHeader.Resumed));
        Assert.Equal(Content(batches.TenHours(1)), Content(folder["record.db"]));
        using SqliteRecord record = SqliteRecord.Open(folder["record.db"]);
        Assert.Null(ReplayResult.Of(record, "run").Difference);
    }

    [Fact]
    public void A_run_that_died_before_its_first_tick_was_durable_starts_over()
    {
        using var folder = new TempFolder();
        RunAndDie(Start(folder["record.db"], 1), 0);
        using BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run");
        Assert.Equal(run.Header.Start, run.Now);
    }

    [Fact]
    public void A_suspended_run_loses_no_tick()
    {
        using var folder = new TempFolder();
        DateTimeOffset next;
        using (BatchRun run = Start(folder["record.db"], 1))
        {
            for (int i = 0; i < 77; i++) run.Step();
            run.Suspend();
            next = run.Now;
        }
        using BatchRun resumed = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run");
        Assert.Equal(next, resumed.Now);
    }

    [Fact]
    public void A_run_that_died_between_its_last_tick_and_its_end_can_still_be_finished()
    {
        using var folder = new TempFolder();
        using (BatchRun run = Start(folder["record.db"], 1))
        {
            while (!run.HasEnded) run.Step();
            run.Suspend();
        }
        Assert.False(ChainVerifier.Verify(folder["record.db"]).Completed);
        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run"))
        {
            Assert.True(run.HasEnded);
            run.Finish();
        }
        Assert.True(ChainVerifier.Verify(folder["record.db"]).Completed);
        Assert.Equal(Content(batches.TenHours(1)), Content(folder["record.db"]));
    }

    [Fact]
    public void A_completed_run_is_not_resumed_and_its_record_stays_as_it_is()
    {
        using var folder = new TempFolder();
        File.Copy(batches.TenHours(1), folder["record.db"]);
        string head = ChainVerifier.Verify(folder["record.db"]).Head;
        using (SqliteRecord record = SqliteRecord.OpenForAppend(folder["record.db"]))
        {
            InputException refused = Assert.Throws<InputException>(() => BatchRun.Resume(record, "run"));
            Assert.Contains("has ended", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(head, ChainVerifier.Verify(folder["record.db"]).Head);
    }

    [Fact]
    public void A_record_of_monitoring_is_not_resumed()
    {
        using var folder = new TempFolder();
        using SqliteRecord record = SqliteRecord.Create(folder["record.db"]);
        RunHeaderTests.Monitor().WriteTo(record);
        Assert.Contains("monitoring", Assert.Throws<InputException>(() => BatchRun.Resume(record, "run")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_this_software_does_not_reproduce_is_refused_with_the_entry()
    {
        using var folder = new TempFolder();
        long changed = 0;
        Rewriting.Copy(batches.TenHours(1), folder["record.db"], (entry, content) =>
        {
            if (content is Event { Code: RunHeader.Completed }) return null;
            if (changed > 0 || entry.Number < 5000 || content is not Measurement m) return content;
            changed = entry.Number;
            return m with { StandardUncertainty = m.StandardUncertainty * 1.01 };
        });
        using SqliteRecord record = SqliteRecord.OpenForAppend(folder["record.db"]);
        InputException refused = Assert.Throws<InputException>(() => BatchRun.Resume(record, "run"));
        Assert.Contains($"entry {changed},", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_not_of_a_run_is_refused()
    {
        using var folder = new TempFolder();
        using SqliteRecord record = SqliteRecord.Create(folder["record.db"]);
        record.Append(StandardRun.Start, new Event(StandardRun.Start, EventKind.Alarm, Severity.Low, "x", "alarm.raised", "Something."));
        Assert.Contains("does not begin", Assert.Throws<InputException>(() => BatchRun.Resume(record, "run")).Message, StringComparison.Ordinal);
    }
}
