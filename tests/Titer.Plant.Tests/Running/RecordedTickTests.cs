using Titer.Batch;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Running;

public sealed class RecordedTickTests
{
    private static readonly DateTimeOffset Start = StandardRun.Start;

    private static RecordedTick[] Ticks(params (double Minute, object Content)[] contents)
    {
        using var folder = new TempFolder();
        using SqliteRecord record = SqliteRecord.Create(folder["record.db"]);
        foreach ((double minute, object content) in contents) Rewriting.Append(record, Start.AddMinutes(minute), content);
        return [.. RecordedTick.Of(record)];
    }

    private static Frame Frame(double minute) => new("optode", Start.AddMinutes(minute), (long)minute, [new Channel("phase", Unit.Degree, [30])]);

    private static Event Happened(EventKind kind, string code) => new(Start, kind, Severity.Information, "x", code, "It happened.");

    private static Event Given(ProcedureCommand command, string person) => Happened(EventKind.Operator, "command.accepted")
        .With("person", person).With("at", Start.ToString("O")).With("command", command.ToString());

    [Fact]
    public void Entries_of_one_time_are_one_tick_and_entries_about_the_run_are_of_none()
    {
        RecordedTick[] ticks = Ticks((0, Happened(EventKind.Run, RunHeader.Started)), (1, Frame(1)), (1, Happened(EventKind.Alarm, "alarm.raised")),
            (2, Happened(EventKind.Run, RunHeader.Resumed)), (2, Frame(2)), (3, Frame(3)), (3, Happened(EventKind.Run, RunHeader.Completed)));
        Assert.Equal([2, 1, 1], ticks.Select(t => t.Entries.Count));
        Assert.Equal([1.0, 2, 3], ticks.Select(t => (t.Time - Start).TotalMinutes));
        Assert.All(ticks, t => Assert.Single(t.Frames));
    }

    [Fact]
    public void What_people_did_is_fed_again_and_what_the_plant_did_by_itself_is_not()
    {
        RecordedTick tick = Assert.Single(Ticks((1, Given(ProcedureCommand.Hold, OperatorAction.Plant)), (1, Given(ProcedureCommand.Restart, "Mary")),
            (1, Given(ProcedureCommand.Stop, OperatorAction.AutoConfirm))));
        OperatorAction action = Assert.Single(tick.Actions);
        Assert.Equal(("Mary", ProcedureCommand.Restart), (action.Person, action.Command));
    }

    [Fact]
    public void The_end_of_the_data_belongs_to_its_tick()
    {
        RecordedTick[] ticks = Ticks((1, Frame(1)), (2, Frame(2)), (2, Happened(EventKind.Detection, ReadStage.DataEnded)));
        Assert.Equal([false, true], ticks.Select(t => t.EndOfData));
    }

    [Fact]
    public void An_empty_record_has_no_ticks() => Assert.Empty(Ticks());
}
