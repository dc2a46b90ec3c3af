using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Strategy;

/// <summary>What a predictive strategy decided is decided again, bit for bit.</summary>
public sealed class StrategyReplayTests(RecordedBatches batches)
{
    private static ReplayResult Replay(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        return ReplayResult.Of(record, file);
    }

    [Fact]
    public void A_predictive_batch_with_its_decisions_is_replayed_bit_for_bit()
    {
        Assert.Null(Replay(batches.PredictiveEightHours).Difference);
        Assert.InRange(BatchRecord.Read(batches.PredictiveEightHours).All.Count(a => a.Content is Decision), 7, 9);
    }

    [Fact]
    public void One_bit_of_a_planned_trajectory_is_found_at_its_entry()
    {
        using var folder = new TempFolder();
        long changed = 0;
        Rewriting.Copy(batches.PredictiveEightHours, folder["changed.db"], (entry, content) =>
        {
            if (changed > 0 || content is not Decision d || entry.Number < 3000) return content;
            changed = entry.Number;
            var plan = new PlannedTrajectory(d.Plan.Columns, d.Plan.Hours, d.Plan.Rows.SetItem(20, Math.BitIncrement(d.Plan.Rows[20])));
            return new Decision(d.Controller, d.Time, d.Model, d.Basis, d.Status, d.Reason, d.Iterations, d.Cost, d.PlanTime, plan);
        });
        Assert.True(changed > 0);
        Assert.Equal(changed, Replay(folder["changed.db"]).Difference?.Entry);
    }

    [Fact]
    public void A_killed_predictive_batch_resumes_to_the_record_of_one_that_was_not()
    {
        using var folder = new TempFolder();
        string file = folder["killed.db"];
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(8, cells: 2, predictive: true), 3);
        using (BatchRun run = BatchRun.Start(header, SqliteRecord.Create(file)))
        {
            for (int i = 0; i < 270; i++) run.Step();
            run.Suspend();
        }
        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(file), file))
        {
            while (!run.HasEnded) run.Step();
            run.Finish();
        }
        Assert.Equal(Payloads(batches.PredictiveEightHours), Payloads(file));
    }

    private static string[] Payloads(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind != EntryKind.Event || decoder.Event(e).Code != RunHeader.Resumed)
            .Select(e => $"{e.Time:O} {e.Kind} {Convert.ToBase64String(e.Payload.Span)}")];
    }
}
