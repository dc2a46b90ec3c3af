using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>Set points that a predictive controller moves while a phase follows the strategy.</summary>
public class StrategyTests
{
    private static readonly Tag Temperature = new("temperature"), Ph = new("pH"), Glucose = new("glucose"), Oxygen = new("DO");

    private readonly Run _run = new(Shipped.Predictive, autoConfirm: true);

    private double Value(Tag tag) => _run.Engine.Goals.SetPoints[tag].Value;

    private void Move(params (Tag Tag, double Value)[] wanted) => _run.Engine.Move(wanted.ToDictionary(w => w.Tag, w => w.Value), _run.Events);

    private void ToGrowth()
    {
        _run.Readings["temperature"] = 36.8;
        _run.Give(ProcedureCommand.Start).Hours(1);
        Assert.Equal("Growth", _run.Engine.Phase!.Phase.Name);
    }

    [Fact]
    public void The_end_of_the_strategy_is_the_batch_time_and_a_hold_does_not_move_it()
    {
        Assert.Null(_run.Engine.Goals.StrategyEnd);
        ToGrowth();
        DateTimeOffset end = _run.Engine.State.Started!.Value.AddHours(336);
        Assert.Equal(end, _run.Engine.Goals.StrategyEnd);
        _run.Give(ProcedureCommand.Hold).Hours(2);
        Assert.Null(_run.Engine.Goals.StrategyEnd);
        _run.Give(ProcedureCommand.Restart).Hours(0.1);
        Assert.Equal(end, _run.Engine.Goals.StrategyEnd);
    }

    [Fact]
    public void A_moved_set_point_goes_no_faster_than_the_equipment_and_takes_its_tolerance_with_it()
    {
        ToGrowth();
        Move((Temperature, 31));
        _run.Hours(1);
        Assert.Equal(33.8, Value(Temperature), 0.06);
        _run.Hours(1);
        Assert.Equal(new Goal(31, Unit.Celsius, 30.5, 31.5), _run.Engine.Goals.SetPoints[Temperature]);
        // A step that the equipment makes within a minute needs no ramp.
        Move((Temperature, 31.04));
        Assert.Equal(31.04, Value(Temperature));
        Assert.Equal("31.04", _run.Events.Last(e => e.Code == "setpoint.changed").Data["value"]);
    }

    [Fact]
    public void What_the_strategy_lets_go_of_returns_to_the_recipe()
    {
        ToGrowth();
        Move((Temperature, 36), (Ph, 7.1));
        _run.Hours(1);
        Move((Temperature, 36));
        _run.Hours(1);
        Assert.Equal((36, 7.05), (Value(Temperature), Value(Ph)));
        Move();
        _run.Hours(1);
        Assert.Equal(36.8, Value(Temperature));
        Assert.Empty(_run.Engine.State.Moved);
    }

    [Fact]
    public void The_shift_of_the_recipe_waits_behind_the_strategy_and_counts_when_that_lets_go()
    {
        ToGrowth();
        Move((Temperature, 36));
        _run.Readings["VCD"] = 9.1;
        _run.Step(10);
        Assert.Equal("Production", _run.Engine.Phase!.Phase.Name);
        _run.Hours(8);
        Assert.Equal(36, Value(Temperature));
        Move();
        _run.Hours(2);
        Assert.Equal(34, Value(Temperature));
    }

    [Fact]
    public void A_hold_keeps_what_was_moved_and_refuses_to_move_more()
    {
        ToGrowth();
        Move((Temperature, 36), (Glucose, 30));
        _run.Hours(1);
        _run.Give(ProcedureCommand.Hold).Hours(1);
        Move((Temperature, 33));
        _run.Hours(1);
        Assert.Equal(36, Value(Temperature));
        Assert.False(_run.Engine.Goals.TryGet(Glucose, out _));
        _run.Give(ProcedureCommand.Restart).Hours(0.2);
        Assert.Equal(30, Value(Glucose));
    }

    [Fact]
    public void The_harvest_begins_its_ramp_where_the_strategy_had_the_temperature()
    {
        ToGrowth();
        _run.Readings["VCD"] = 9.1;
        Move((Temperature, 31), (Oxygen, 55));
        while (_run.Now - Run.Zero < TimeSpan.FromHours(335.9)) _run.Step(30);
        Assert.Equal(31, Value(Temperature));
        while (_run.Engine.Phase!.Phase.Name != "Cool") _run.Step(1);
        Assert.InRange(Value(Temperature), 30.5, 31);
        Assert.Empty(_run.Engine.State.Moved);
        _run.Step(1);
        Move((Temperature, 36));
        Assert.InRange(Value(Temperature), 30.5, 31);
    }
}
