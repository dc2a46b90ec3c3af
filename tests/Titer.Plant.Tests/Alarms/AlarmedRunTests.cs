using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Plant.Alarms;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Alarms;

/// <summary>A batch whose pH chip loses its reference, with people who act on its alarms.</summary>
public sealed class AlarmedRunTests(RecordedBatches batches)
{
    private static readonly Person Mary = new("p-1", "Mary"), Ann = new("p-2", "Ann");

    private static BatchRun Start(string file) =>
        BatchRun.Start(ShortRecipe.Header(ShortRecipe.Of(10, cells: 2), 1, "ph-reference-loss@4+1"), SqliteRecord.Create(file));

    private static OperatorAction[] Acts(BatchRun run, int minute) => minute switch
    {
        250 => [OperatorAction.Ask(AlarmActs.Acknowledge("pH.quality"), Mary, run.Now, "seen"), OperatorAction.Ask(AlarmActs.Acknowledge("DO.quality"), Mary, run.Now)],
        251 => [OperatorAction.Ask(AlarmActs.Shelve("pH.ladder", TimeSpan.FromMinutes(20)), Ann, run.Now, "chip is changed"),
            OperatorAction.Ask(AlarmActs.Shelve("pH.quality", TimeSpan.FromHours(9)), Ann, run.Now, "chip is changed")],
        260 => [OperatorAction.Ask(AlarmActs.TakeOutOfService("lactate.fault"), Ann, run.Now, "flow cell is cleaned")],
        _ => [],
    };

    private static RecordedAlarms At(string file, DateTimeOffset? until = null)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        return RecordedAlarms.Of(record, "run", until);
    }

    private static ImmutableArray<AlarmStatus> Go(BatchRun run, int from, int to)
    {
        for (int minute = from; minute < to && !run.HasEnded; minute++) run.Step(Acts(run, minute));
        return run.Alarms.All;
    }

    [Fact]
    public void What_people_did_is_recorded_answered_and_replayed_bit_for_bit_and_the_record_gives_the_list_of_any_moment()
    {
        using var folder = new TempFolder();
        string file = folder["record.db"];
        var seen = new Dictionary<DateTimeOffset, ImmutableArray<AlarmStatus>>();
        using (BatchRun run = Start(file))
        {
            for (int minute = 0; !run.HasEnded; minute++)
            {
                DateTimeOffset now = run.Now;
                run.Step(Acts(run, minute));
                if (minute is 240 or 245 or 250 or 251 or 265 or 271 or 272 or 300 or 420) seen[now] = run.Alarms.All;
            }
            run.Finish();
        }
        Assert.All(seen, s => Assert.Equal(s.Value.AsEnumerable(), At(file, s.Key).All));
        Assert.Contains(seen.Values, all => all.Any(a => a.State == AlarmState.Shelved));
        AlarmOccurrence quality = At(file).Period.History.First(o => o.Key.Name == "pH.quality");
        Assert.Equal(("Mary", "seen"), (quality.Acknowledged!.Person, quality.Acknowledged.Reason));

        Event[] acts = [.. BatchRecord.Read(file).Events.Where(e => e.Source == AlarmActs.Source)];
        Assert.Equal(["alarm.acknowledge.accepted", "alarm.acknowledge.refused", "alarm.shelve.accepted", "alarm.shelve.refused", "alarm.out-of-service.accepted"], acts.Select(e => e.Code));
        Assert.EndsWith("which was refused: DO.quality is not in alarm.", acts[1].Message, StringComparison.Ordinal);
        Assert.EndsWith("which was refused: an alarm of medium priority is shelved for 8 h at most.", acts[3].Message, StringComparison.Ordinal);
        Assert.Equal("Ann shelved the alarm pH.ladder for 20 min (chip is changed).", acts[2].Message);
        using SqliteRecord record = SqliteRecord.Open(file);
        Assert.Null(ReplayResult.Of(record, "run").Difference);
        Assert.Equal(["Ann", "Mary"], ChainVerifier.Check(record).Signatures.Acted.Select(p => p.Name).Order());
    }

    [Fact]
    public void A_run_that_died_with_an_alarm_on_the_shelf_goes_on_with_it_there()
    {
        using var folder = new TempFolder();
        string file = folder["record.db"];
        ImmutableArray<AlarmStatus> before;
        using (BatchRun run = Start(file))
        {
            before = Go(run, 0, 262);
            run.Suspend();
        }
        using BatchRun resumed = BatchRun.Resume(SqliteRecord.OpenForAppend(file), "run");
        Assert.Equal(before.AsEnumerable(), resumed.Alarms.All);
        Assert.Contains(resumed.Alarms.All, a => a is { State: AlarmState.Shelved, Key.Name: "pH.ladder" });
        Assert.Contains(Go(resumed, 262, 275), a => a is { State: AlarmState.Unacknowledged, Key.Name: "pH.ladder" });
    }

    [Fact]
    public void A_run_on_which_nobody_acts_has_no_entry_more_and_its_alarms_all_the_same()
    {
        string file = batches.TenHours(1);
        Assert.DoesNotContain(BatchRecord.Read(file).Events, e => e.Source == AlarmActs.Source);
        RecordedAlarms alarms = At(file);
        AlarmOccurrence ladder = Assert.Single(alarms.Period.History, o => o.Key.Name == "pH.ladder");
        Assert.InRange((ladder.Went - ladder.Came)!.Value.TotalHours, 1, 2);
        Assert.Equal(BatchRecord.Read(file).Commands.Last().Time, alarms.Period.To.AddMinutes(-1));
        Assert.All(alarms.Period.History, o => Assert.NotEqual("It has no entry in the master alarm database.", MasterAlarmReader.Shipped.Find(o.Key.Source, o.Key.Code)?.Rationale));
    }
}
