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
}
