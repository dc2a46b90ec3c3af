using Titer.Core;

namespace Titer.Batch.Tests;

public class HoldTests
{
    private static readonly Tag Glucose = new("glucose"), Temperature = new("temperature");

    [Fact]
    public void Held_means_feeds_off_and_the_rest_kept()
    {
        Run run = new Run(Sample.Read()).Give(ProcedureCommand.Start).Step(10).Give(ProcedureCommand.Hold);
        Assert.Equal(GoalMode.Holding, run.Engine.Goals.Mode);
        Assert.False(run.Engine.Goals.TryGet(Glucose, out _));
        Assert.True(run.Engine.Goals.TryGet(Temperature, out Goal temperature));
        Assert.Equal(new Goal(37, Unit.Celsius, 36.5, 37.5), temperature);
        Assert.Equal("off", run.Events.Last(e => e.Code == "setpoint.changed" && e.Data["tag"] == "glucose").Data["value"]);

        run.Step(10).Give(ProcedureCommand.Restart);
        Assert.Equal(GoalMode.Producing, run.Engine.Goals.Mode);
        Assert.Equal(new Goal(20, Unit.Millimolar, 16, 24), run.Engine.Goals.SetPoints[Glucose]);
        Assert.Equal("20", run.Events.Last(e => e.Code == "setpoint.changed" && e.Data["tag"] == "glucose").Data["value"]);
    }

    [Fact]
    public void The_clock_of_the_phase_stands_while_held_and_the_clock_of_the_batch_runs()
    {
        Run run = new Run(Sample.Until("elapsed >= 1 h and batch-elapsed >= 1 h")).Give(ProcedureCommand.Start, 0);
        run.Step(30).Give(ProcedureCommand.Hold, 0).Step(600).Give(ProcedureCommand.Restart, 0);
        Assert.Equal(TimeSpan.FromMinutes(30), run.Engine.State.Elapsed);
        run.Step(29);
        Assert.Equal("First", run.Engine.Phase!.Phase.Name);
        run.Step(31);
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        Assert.Equal("elapsed = 1.017 h; batch-elapsed = 11.5 h", run.Events.Last(e => e.Code == "transition").Data["why"]);
    }

    [Fact]
    public void A_ramp_stands_while_held()
    {
        Run run = new Run(Sample.Until("elapsed >= 1 h")).Give(ProcedureCommand.Start, 0).Step(60).Step(60);
        Assert.Equal(36, run.Engine.Goals.SetPoints[Temperature].Value, 9);
        run.Give(ProcedureCommand.Hold, 0).Step(600);
        Assert.Equal(36, run.Engine.Goals.SetPoints[Temperature].Value, 9);
        run.Give(ProcedureCommand.Restart, 0).Step(0).Step(60);
        Assert.Equal(35, run.Engine.Goals.SetPoints[Temperature].Value, 9);
    }

    [Fact]
    public void The_plant_can_ask_for_a_hold_itself_and_says_why()
    {
        Run run = new Run(Sample.Read()).Give(ProcedureCommand.Start);
        run.Step(1, OperatorAction.RequestHold("DO control was lost", run.Now));
        Assert.Equal(ProcedureState.Holding, run.Engine.State.State);
        Assert.Equal("Hold by plant, DO control was lost", run.Events.Last(e => e.Code == "state.changed").Data["why"]);
    }

    [Fact]
    public void A_stop_wants_everything_at_its_safe_value()
    {
        Run run = new Run(Sample.Read()).Give(ProcedureCommand.Start).Give(ProcedureCommand.Stop);
        Assert.Equal(GoalMode.Stopped, run.Engine.Goals.Mode);
        Assert.Empty(run.Engine.Goals.SetPoints);
        Assert.Equal(["glucose", "temperature"],
            run.Events.Where(e => e.Code == "setpoint.changed" && e.Data["value"] == "off").Select(e => e.Data["tag"]));
        run.Give(ProcedureCommand.Abort, 0);
        Assert.Contains("command.refused", run.Codes);
    }

    [Fact]
    public void A_batch_that_was_reset_starts_anew()
    {
        Run run = new Run(Sample.Read()).Give(ProcedureCommand.Start).Hours(3).Give(ProcedureCommand.Stop).Step(1);
        run.Give(ProcedureCommand.Reset);
        Assert.Equal(BatchState.Initial with { Time = run.Now }, run.Engine.State);
        run.Give(ProcedureCommand.Start);
        Assert.Equal(run.Now, run.Engine.State.Started);
        Assert.Equal("First", run.Engine.Phase!.Phase.Name);
    }
}
