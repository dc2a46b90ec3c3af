using Titer.Control.Controllers;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Deciding;

public sealed class DeadlineReplayTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(20);

    /// <summary>Never in replay, where no clock tells the time.</summary>
    private sealed class Never : IDeadline
    {
        public void Begin(string controller) { }

        public bool IsUp(int iterations) => false;
    }

    private static ClockDeadline Restless() => new(new RestlessClock(quick: 1, slow: 30, every: 17), Budget);

    private static Decision[] Record(string file, IDeadline deadline)
    {
        using (SqliteRecord record = SqliteRecord.Create(file))
        {
            TankRun.Go(new TankRun.Tank(), TankRun.Unit(deadline), new RecordJournal(record, 1));
        }
        return Decisions(file);
    }

    private static Decision[] Decisions(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind == EntryKind.Decision).Select(decoder.Decision)];
    }

    private static string[] Payloads(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        return [.. record.Read().Select(e => $"{e.Kind} {Convert.ToBase64String(e.Payload.Span)}")];
    }

    [Fact]
    public void When_time_is_up_the_last_safe_plan_is_followed_and_the_record_says_since_when()
    {
        using var folder = new TempFolder();
        Decision[] decisions = Record(folder["record.db"], Restless());
        Assert.Equal(TankRun.Ticks, decisions.Length);
        Assert.InRange(decisions.Count(d => d.Status == DecisionStatus.Deadline), 3, TankRun.Ticks - 8);
        DateTimeOffset? safe = null;
        foreach (Decision d in decisions)
        {
            if (d.Status == DecisionStatus.Solved) safe = d.Time;
            Assert.Equal((safe, d.Status == DecisionStatus.Solved), (d.PlanTime, d.IsOwnPlan));
        }
    }

    [Fact]
    public void A_run_bounded_by_the_clock_is_replayed_without_a_clock_bit_for_bit()
    {
        using var folder = new TempFolder();
        Record(folder["record.db"], Restless());
        using SqliteRecord record = SqliteRecord.Open(folder["record.db"]);
        ReplayResult result = ReplayResult.Of(record, TankRun.Unit);
        Assert.Null(result.Difference);
        Assert.Equal(record.Count, result.Entries);
        Assert.Equal(TankRun.Ticks, result.Ticks);
    }

    [Fact]
    public void A_replay_that_does_not_stop_where_the_record_did_differs_at_that_decision()
    {
        using var folder = new TempFolder();
        Record(folder["record.db"], Restless());
        using SqliteRecord record = SqliteRecord.Open(folder["record.db"]);
        var decoder = new EntryDecoder();
        long first = record.Read().First(e => e.Kind == EntryKind.Decision && decoder.Decision(e).Status == DecisionStatus.Deadline).Number;
        ReplayResult result = ReplayResult.Of(record, _ => TankRun.Unit(new Never()));
        Assert.Equal(first, result.Difference?.Entry);
        Assert.Contains($"the Decision of {LevelPlanner.Rung} differs", result.Difference!.Value.How, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bit_of_one_planned_value_is_found_although_the_chain_is_sound()
    {
        using var folder = new TempFolder();
        Record(folder["record.db"], Restless());
        long changed = 0;
        Batches.Rewriting.Copy(folder["record.db"], folder["changed.db"], (entry, content) =>
        {
            if (changed > 0 || content is not Decision { IsOwnPlan: true } d || entry.Number < 30) return content;
            changed = entry.Number;
            var plan = new PlannedTrajectory(d.Plan.Columns, d.Plan.Hours, d.Plan.Rows.SetItem(5, Math.BitIncrement(d.Plan.Rows[5])));
            return new Decision(d.Controller, d.Time, d.Model, d.Basis, d.Status, d.Reason, d.Iterations, d.Cost, d.PlanTime, plan);
        });
        Assert.True(changed > 0 && ChainVerifier.Verify(folder["changed.db"]).Ok);
        using SqliteRecord record = SqliteRecord.Open(folder["changed.db"]);
        Assert.Equal(changed, ReplayResult.Of(record, TankRun.Unit).Difference?.Entry);
    }

    [Fact]
    public void A_resumed_run_stops_where_its_record_did_and_then_by_its_own_clock()
    {
        using var folder = new TempFolder();
        Record(folder["record.db"], Restless());
        int died = 0;
        using (SqliteRecord record = SqliteRecord.Open(folder["record.db"]))
        {
            // The new process runs on a machine that is never busy; the plant is run again as it was.
            var deadline = new ReplayedDeadline(new ClockDeadline(new RestlessClock(quick: 0.01, slow: 0.01, every: 1), Budget));
            var comparing = new ComparingJournal();
            var journal = new SwitchingJournal(comparing);
            using SqliteRecord further = SqliteRecord.Create(folder["further.db"]);
            var loop = new UnitLoop(new TankRun.Tank(), TankRun.Unit(deadline), journal);
            foreach (RecordedTick tick in RecordedTick.Of(record))
            {
                (comparing.Tick, deadline.Tick) = (tick, tick);
                loop.Tick(tick.Time, []);
                died++;
            }
            Assert.Null(comparing.Difference);
            (journal.Current, deadline.Tick) = (new RecordJournal(further, 1), null);
            for (int k = died; k < died + 10; k++) loop.Tick(TankRun.Start + k * LevelPlanner.Step, []);
        }
        Assert.All(Decisions(folder["further.db"]), d => Assert.Equal(DecisionStatus.Solved, d.Status));
    }

    [Fact]
    public void The_strategy_of_a_recipe_under_a_clock_is_replayed_and_resumed_without_that_clock()
    {
        using var folder = new TempFolder();
        string file = folder["record.db"];
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(5, cells: 2, predictive: true), 203) with { DecisionTime = Budget };
        using (BatchRun run = BatchRun.Start(header, SqliteRecord.Create(file), new RestlessClock(quick: 2, slow: 2, every: 1)))
        {
            for (int i = 0; i < 200; i++) run.Step();
            run.Suspend();
        }
        Decision[] decisions = Decisions(file);
        Assert.Contains(decisions, d => d.Status == DecisionStatus.Deadline);
        // Resumed where nothing is busy: the record is followed up to its end, then there is time enough.
        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(file), file, new RestlessClock(quick: 0.01, slow: 0.01, every: 1)))
        {
            while (!run.HasEnded) run.Step();
            run.Finish();
        }
        Assert.All(Decisions(file)[decisions.Length..], d => Assert.NotEqual(DecisionStatus.Deadline, d.Status));
        using SqliteRecord record = SqliteRecord.Open(file);
        Assert.Null(ReplayResult.Of(record, file).Difference);
    }

    [Fact]
    public void Bounded_by_iterations_a_run_is_the_same_on_every_machine()
    {
        using var folder = new TempFolder();
        Decision[] decisions = Record(folder["one.db"], new IterationDeadline(3));
        Record(folder["two.db"], new IterationDeadline(3));
        Assert.Equal(Payloads(folder["one.db"]), Payloads(folder["two.db"]));
        Assert.All(decisions, d => Assert.InRange(d.Iterations, 1, 3));
        Assert.Contains(decisions, d => d is { Status: DecisionStatus.Deadline, Iterations: 3 });
        using SqliteRecord record = SqliteRecord.Open(folder["one.db"]);
        Assert.Null(ReplayResult.Of(record, TankRun.Unit).Difference);
    }
}
