using Titer.Core;

namespace Titer.Batch.Tests;

public class PhaseTests
{
    [Fact]
    public void A_reading_of_bad_quality_never_ends_a_phase()
    {
        Run run = new Run(Sample.Until("VCD < 100 10*9/L or VCD >= 0 10*9/L")).Give(ProcedureCommand.Start).Step(10);
        run.Readings["VCD"] = 5;
        run.Readings.Bad("VCD");
        Assert.Equal("First", run.Step(10).Engine.Phase!.Phase.Name);
        run.Readings["VCD"] = double.NaN;
        Assert.Equal("First", run.Step(10).Engine.Phase!.Phase.Name);
        run.Readings["VCD"] = 5;
        Assert.Equal("Second", run.Step(10).Engine.Phase!.Phase.Name);
    }

    [Fact]
    public void A_person_is_asked_only_when_everything_before_the_question_holds()
    {
        Run run = new Run(Sample.Until("elapsed >= 1 h and confirm \"Sampled\"")).Give(ProcedureCommand.Start).Step(30);
        Assert.Null(run.Engine.PendingConfirmation);
        run.Confirm("Sampled");
        Event refused = Assert.Single(run.Events, e => e.Code == "confirm.refused");
        Assert.Equal("Ada confirmed \"Sampled\", which was refused: nobody asked \"Sampled\".", refused.Message);

        run.Step(40);
        Assert.Equal("Sampled", run.Engine.PendingConfirmation);
        Assert.Equal(EventKind.Operator, Assert.Single(run.Events, e => e.Code == "confirm.requested").Kind);
        run.Step(30);
        Assert.Single(run.Events, e => e.Code == "confirm.requested");
        run.Confirm("Sampled");
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        Assert.Null(run.Engine.PendingConfirmation);
    }

    [Fact]
    public void A_question_that_is_no_longer_needed_is_withdrawn()
    {
        Run run = new Run(Sample.Until("confirm \"Sampled\" or elapsed >= 1 h")).Give(ProcedureCommand.Start).Step(10);
        Assert.Equal("Sampled", run.Engine.PendingConfirmation);
        run.Step(60);
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        Assert.Single(run.Events, e => e.Code == "confirm.withdrawn");
    }

    [Fact]
    public void Questions_are_answered_at_once_in_simulation_and_recorded_as_such()
    {
        Run run = new Run(Sample.Until("confirm \"A\" and (confirm \"B\" and confirm \"C\")"), autoConfirm: true).Give(ProcedureCommand.Start).Step(10);
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        Assert.Equal(["A", "B", "C"], run.Events.Where(e => e.Code == "confirm.accepted").Select(e => e.Data["question"]));
        Assert.All(run.Events.Where(e => e.Code == "confirm.accepted"), e => Assert.Equal(OperatorAction.AutoConfirm, e.Data["person"]));
    }

    [Theory]
    [InlineData("alarm", ProcedureState.Running, "First")]
    [InlineData("hold", ProcedureState.Holding, "First")]
    [InlineData("continue", ProcedureState.Running, "Second")]
    public void A_timeout_alarms_once_and_does_what_the_recipe_says(string action, ProcedureState state, string phase)
    {
        Recipe recipe = Sample.Read(Sample.RecipeText
            .Replace("on-timeout: hold", "on-timeout: " + action)
            .Replace("temperature within tolerance or elapsed >= long", "VCD > 1 10*9/L"));
        Run run = new Run(recipe).Give(ProcedureCommand.Start, 0).Step(359);
        Assert.DoesNotContain("alarm.raised", run.Codes);
        run.Step(1);
        Event alarm = Assert.Single(run.Events, e => e.Code == "alarm.raised");
        Assert.Equal(EventKind.Alarm, alarm.Kind);
        Assert.Equal("First", alarm.Data["phase"]);
        Assert.Equal(state, run.Engine.State.State);
        Assert.Equal(phase, run.Engine.Phase!.Phase.Name);

        run.Give(ProcedureCommand.Restart).Hours(2);
        Assert.Equal(1, run.Events.Count(e => e.Code == "alarm.raised" && e.Data["phase"] == "First"));
        run.Readings["VCD"] = 2;
        run.Step(10);
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        Assert.Single(run.Events, e => e.Code == "alarm.cleared");
    }

    [Fact]
    public void A_ramp_is_on_record_at_its_start_every_ten_minutes_and_at_its_end()
    {
        Run run = new Run(Sample.Until("elapsed >= 1 h")).Give(ProcedureCommand.Start, 0);
        for (int minute = 0; minute < 300; minute++) run.Step(1);
        List<Event> ramp = [.. run.Events.Where(e => e.Data.ContainsKey("ramp"))];
        // 37 to 34 Cel at 1 Cel/h takes 180 minutes.
        Assert.Equal(["start", .. Enumerable.Repeat("on", 17), "end"], ramp.Select(e => e.Data["ramp"]));
        Assert.Equal("37", ramp[0].Data["value"]);
        Assert.Equal("34", ramp[0].Data["target"]);
        Assert.Equal("34", ramp[^1].Data["value"]);
        Assert.Equal(TimeSpan.FromMinutes(180), ramp[^1].Time - ramp[0].Time);
        for (int i = 1; i < ramp.Count; i++)
            Assert.Equal(37 - i / 6.0, double.Parse(ramp[i].Data["value"]), 9);
    }

    [Fact]
    public void A_ramp_is_never_faster_than_the_equipment_allows()
    {
        Run run = new Run(Sample.Read(Sample.RecipeText.Replace("ramp: 1 Cel/h", "ramp: 50 Cel/h").Replace("elapsed >= long", "elapsed >= 1 h")))
            .Give(ProcedureCommand.Start, 0).Step(60).Step(60);
        Assert.Equal(35, run.Engine.Goals.SetPoints[new Tag("temperature")].Value, 9);
    }

    [Fact]
    public void A_ramp_from_a_variable_that_was_off_starts_at_its_reading()
    {
        Recipe recipe = Sample.Read(Sample.RecipeText.Replace("{ to: warm, tolerance: 0.5 Cel }", "{ to: warm, ramp: 1 Cel/h }").Replace("within tolerance", "> 50 Cel"));
        var run = new Run(recipe);
        run.Readings["temperature"] = 25;
        run.Give(ProcedureCommand.Start, 0).Step(60);
        Assert.Equal(26, run.Engine.Goals.SetPoints[new Tag("temperature")].Value, 9);
    }

    [Fact]
    public void Time_that_goes_back_is_a_broken_invariant()
    {
        Run run = new Run(Sample.Read()).Give(ProcedureCommand.Start);
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Step(-1));
    }

    [Fact]
    public void A_reading_in_a_unit_of_another_dimension_is_a_broken_invariant()
    {
        var engine = new BatchEngine(Sample.Until("VCD > 1 10*9/L"));
        engine.Step(Run.Zero, new Litres(), [OperatorAction.Give(ProcedureCommand.Start, "Ada", Run.Zero)], []);
        Assert.Throws<InvalidOperationException>(() => engine.Step(Run.Zero, new Litres(), [], []));
    }

    private sealed class Litres : IReadings
    {
        public bool TryGet(Tag tag, out Reading reading)
        {
            reading = new Reading(2, Unit.Litre, 0.1, Quality.Good, Run.Zero);
            return true;
        }
    }
}
