using Titer.Core;

namespace Titer.Batch.Tests;

public class ShippedRecipesRunTests
{
    private static readonly Tag Glucose = new("glucose"), Temperature = new("temperature"), Ph = new("pH");

    [Fact]
    public void The_antigen_batch_runs_to_complete()
    {
        var run = new Run(Shipped.Cho);
        run.Readings["temperature"] = 30;
        run.Give(ProcedureCommand.Start);
        Assert.Equal("Inoculate", run.Engine.Phase!.Phase.Name);
        Assert.Equal(GoalMode.Producing, run.Engine.Goals.Mode);
        Assert.Equal(new Goal(7.05, Unit.PH, 7.05 - 0.05, 7.05 + 0.05), run.Engine.Goals.SetPoints[Ph]);
        Assert.False(run.Engine.Goals.TryGet(Glucose, out _));

        run.Step(10);
        Assert.Equal("Inoculum added and sampled", run.Engine.PendingConfirmation);
        run.Confirm("Inoculum added and sampled");
        run.Hours(2);
        Assert.Equal("Settle", run.Engine.Phase!.Phase.Name);
        run.Readings["temperature"] = 36.7;
        run.Step(10);

        Assert.Equal("Growth", run.Engine.Phase!.Phase.Name);
        Assert.Equal(new Goal(20, Unit.Millimolar, 16, 24), run.Engine.Goals.SetPoints[Glucose]);

        run.Readings["VCD"] = 8.9;
        run.Hours(50);
        Assert.Equal("Growth", run.Engine.Phase!.Phase.Name);
        run.Readings["VCD"] = 9.1;
        run.Step(10);
        Assert.Equal("Production", run.Engine.Phase!.Phase.Name);
        Assert.Equal(36.8, run.Engine.Goals.SetPoints[Temperature].Value);
        run.Hours(3);
        Assert.Equal(35.4, run.Engine.Goals.SetPoints[Temperature].Value, 9);
        run.Hours(4);
        Assert.Equal(34.0, run.Engine.Goals.SetPoints[Temperature].Value);

        while (run.Now - Run.Zero < TimeSpan.FromHours(336.5)) run.Step(10);
        Assert.Equal("Cool", run.Engine.Phase!.Phase.Name);
        Assert.False(run.Engine.Goals.TryGet(Glucose, out _));
        run.Readings["temperature"] = 21;
        run.Step(10);
        run.Confirm("Harvest line connected");

        Assert.Equal(ProcedureState.Complete, run.Engine.State.State);
        Assert.Equal(GoalMode.Stopped, run.Engine.Goals.Mode);
        Assert.Empty(run.Engine.Goals.SetPoints);
        Assert.Equal(
            ["Inoculate", "Settle", "Growth", "Production", "Cool"],
            run.Events.Where(e => e.Code == "phase.completed").Select(e => e.Data["phase"]));
        Event shift = run.Events.Single(e => e.Code == "transition" && e.Data["from"] == "Growth");
        Assert.Equal("VCD = 9.1 10*9/L >= 9 10*9/L", shift.Data["why"]);
    }

    [Fact]
    public void Growth_ends_at_its_latest_time_when_the_cell_density_is_never_good()
    {
        var run = new Run(Shipped.Cho, autoConfirm: true);
        run.Readings["temperature"] = 36.8;
        run.Readings["VCD"] = 20;
        run.Readings.Bad("VCD");
        run.Give(ProcedureCommand.Start).Hours(139);
        Assert.Equal("Growth", run.Engine.Phase!.Phase.Name);
        run.Hours(1.5);
        Assert.Equal("Production", run.Engine.Phase!.Phase.Name);
    }

    [Fact]
    public void The_monitor_watches_until_the_data_end_and_wants_nothing()
    {
        var run = new Run(Shipped.Monitor);
        Assert.False(Shipped.Monitor.Equipment.HasControlAuthority);
        run.Give(ProcedureCommand.Start).Hours(100);
        Assert.Equal(ProcedureState.Running, run.Engine.State.State);
        Assert.Empty(run.Engine.Goals.SetPoints);
        run.Readings.EndOfData = true;
        run.Step(1);
        Assert.Equal(ProcedureState.Complete, run.Engine.State.State);
        Assert.Equal(6, Shipped.Monitor.Parameter("outlier-threshold").In(Unit.One));
    }
}
