using Titer.Batch;
using Titer.Control;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Interventions;

/// <summary>A run in which people intervened comes again bit for bit: replayed from its frames, resumed on the simulated plant.</summary>
public sealed class InterventionReplayTests
{
    private static readonly Person Mary = new("m7", "Mary");

    private static readonly OperatorAction[] Acts =
    [
        .. HandledRun.By(HandledRun.Ada, (40, new TakeByHand(Actuators.Feed, 0.3)), (50, new TakeByHand(Actuators.Stirrer, 110))),
        .. HandledRun.By(Mary, (45, new ChangeSetPoint(Tags.PH, 7.05)), (60, new InjectFault("do-dropout", 0.5)), (61, new InjectFault("ph-drift")),
            (62, new InjectFault("no-such-fault")), (70, new GiveBack(Actuators.Stirrer)), (100, new GiveBack(Actuators.Feed))),
    ];

    private static BatchRun Start(string file) =>
        BatchRun.Start(ShortRecipe.Header(ShortRecipe.Of(3, cells: 3), 221), SqliteRecord.Create(file));

    private static List<string> Content(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind != EntryKind.Event || decoder.Event(e).Code != RunHeader.Resumed)
            .Select(e => $"{e.Time:O} {e.Kind} {Convert.ToBase64String(e.Payload.Span)}")];
    }

    [Fact]
    public void A_run_with_every_intervention_is_replayed_and_resumed_at_any_tick()
    {
        using var folder = new TempFolder();
        HandledRun.Run(Start(folder["whole.db"]), Acts);
        List<string> whole = Content(folder["whole.db"]);
        using (SqliteRecord record = SqliteRecord.Open(folder["whole.db"])) Assert.Null(ReplayResult.Of(record, "run").Difference);
        foreach (int died in (int[])[59, 61, 66, 121])
        {
            string file = folder[$"{died}.db"];
            // What was given after the last commit is given again, as people do who look at where the batch stands.
            HandledRun.Run(Start(file), Acts, died);
            HandledRun.Run(BatchRun.Resume(SqliteRecord.OpenForAppend(file), "run"), Acts);
            Assert.Equal(whole, Content(file));
        }
    }

    [Fact]
    public void A_fault_that_a_person_puts_in_does_what_the_same_fault_of_the_plan_does()
    {
        static List<string> Frames(BatchRun run, params OperatorAction[] acts)
        {
            var frames = new List<string>();
            var writer = new CanonicalWriter();
            using (run)
            {
                while (run.Hours < 2)
                    foreach (Frame frame in run.Step(acts.Where(a => a.Time == run.Now)).Frames) frames.Add(Convert.ToBase64String(writer.Write(frame)));
            }
            return frames;
        }
        using var folder = new TempFolder();
        Recipe recipe = ShortRecipe.Of(3, cells: 3);
        List<string> planned = Frames(BatchRun.Start(ShortRecipe.Header(recipe, 222, "do-dropout@1+0.5"), SqliteRecord.Create(folder["a.db"])));
        // What is given in a tick begins after its chips were read: one tick before.
        List<string> given = Frames(BatchRun.Start(ShortRecipe.Header(recipe, 222), SqliteRecord.Create(folder["b.db"])),
            HandledRun.By(Mary, (59, new InjectFault("do-dropout", 0.5 + 1.0 / 60))));
        Assert.Equal(planned.Count, given.Count);
        Assert.Equal(planned, given);
    }

    [Fact]
    public void A_set_point_that_a_person_changes_counts_until_a_phase_sets_it_anew()
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(3, cells: 3), 223, HandledRun.By(Mary, (30, new ChangeSetPoint(Tags.PH, 7.05)),
            (40, new ChangeSetPoint(Tags.PH, 7.39)), (41, new ChangeSetPoint(new Tag("titre"), 1))));
        Event[] answers = [.. record.Events.Where(e => e.Code.StartsWith("intervention.", StringComparison.Ordinal))];
        Assert.Equal([OperatorAction.InterventionAccepted, OperatorAction.InterventionRefused, OperatorAction.InterventionRefused], answers.Select(e => e.Code));
        Assert.Contains("of the parameter pH-set-point", answers[1].Data["refused"], StringComparison.Ordinal);
        Assert.Contains("does not control 'titre'", answers[2].Data["refused"], StringComparison.Ordinal);
        Event changed = record.Events.First(e => e.Code == "setpoint.changed" && e.Time == record.Start.AddMinutes(30));
        Assert.Equal("7.05", changed.Data.GetValueOrDefault("target", changed.Data["value"]));
    }

    [Fact]
    public void No_fault_is_put_into_a_plant_that_is_not_for_studies()
    {
        var engine = new BatchEngine(ShortRecipe.Of(3), autoConfirm: true);
        var events = new List<Event>();
        engine.Step(StandardRun.Start, new NoReadings(), [OperatorAction.Give(ProcedureCommand.Start, "Ada", StandardRun.Start)], events);
        engine.Step(StandardRun.Start, new NoReadings(), [OperatorAction.Give(new InjectFault("ph-drift"), "Ada", StandardRun.Start, "to see")], events);
        Event refused = events.Single(e => e.Code.StartsWith("intervention.", StringComparison.Ordinal));
        Assert.Equal(OperatorAction.InterventionRefused, refused.Code);
        Assert.Contains("simulated plants of studies only", refused.Message, StringComparison.Ordinal);
    }

    private sealed class NoReadings : IReadings
    {
        public bool TryGet(Tag tag, out Reading reading)
        {
            reading = default;
            return false;
        }
    }
}
