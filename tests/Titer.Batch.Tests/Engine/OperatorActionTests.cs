using Titer.Core;

namespace Titer.Batch.Tests;

public class OperatorActionTests
{
    [Fact]
    public void An_event_that_is_no_action_gives_none() =>
        Assert.Null(OperatorAction.FromEvent(new Event(Run.Zero, EventKind.Recipe, Severity.Information, "recipe", "phase.started", "Phase Growth started.")));

    [Theory]
    [InlineData("person")]
    [InlineData("at")]
    [InlineData("command")]
    public void An_action_that_lost_a_part_is_refused(string key)
    {
        Run run = new Run(Sample.Read()).Give(ProcedureCommand.Start);
        Event recorded = run.Events.Single(e => e.Code == "command.accepted");
        Assert.NotNull(OperatorAction.FromEvent(recorded));
        Assert.Throws<InputException>(() => OperatorAction.FromEvent(recorded with { Data = recorded.Data.Remove(key) }));
        Assert.Throws<InputException>(() => OperatorAction.FromEvent(recorded.With("command", "Pause")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pH.quality is not in alarm")]
    public void A_request_to_another_part_of_the_unit_is_made_again_from_its_event(string? refused)
    {
        OperatorAction asked = OperatorAction.Ask(new OperatorRequest("alarm.shelve", "pH.quality").With("minutes", "20"), new Person("p-1", "Mary"), Run.Zero, "probe");
        Event recorded = asked.ToEvent(Run.Zero.AddMinutes(1), "alarms", "shelved the alarm pH.quality", refused);
        Assert.Equal(refused is null ? "alarm.shelve.accepted" : "alarm.shelve.refused", recorded.Code);
        Assert.Equal(refused is null, OperatorRequest.WasAccepted(recorded));
        Assert.Equal(asked, OperatorAction.FromEvent(recorded));
        Assert.NotEqual(asked, OperatorAction.FromEvent(recorded.With("value-minutes", "30")));
        Assert.Throws<InputException>(() => OperatorAction.FromEvent(recorded with { Data = recorded.Data.Remove("at") }));
    }

    [Fact]
    public void The_engine_passes_a_request_to_another_part_by()
    {
        var engine = new BatchEngine(Sample.Read());
        List<Event> events = [];
        engine.Step(Run.Zero, new NoReadings(), [OperatorAction.Ask(new OperatorRequest("alarm.acknowledge", "pH.quality"), new Person("p-1", "Mary"), Run.Zero)], events);
        Assert.Empty(events);
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
