using Titer.Batch;
using Titer.Control;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Plant.Tests.Evidence;

namespace Titer.Plant.Tests.Strategy;

/// <summary>Batches under the predictive strategy, judged from their records.</summary>
public sealed class StrategyTests(RecordedBatches batches)
{
    private const double Hours = 60;

    private static IEnumerable<Event> SetPoints(BatchRecord record, Tag tag) =>
        record.Events.Where(e => e.Code == "setpoint.changed" && e.Data["tag"] == tag.Name && e.Data["value"] != "off");

    private static double Value(Event setPoint) => double.Parse(setPoint.Data["value"], System.Globalization.CultureInfo.InvariantCulture);

    private static Event[] Steps(BatchRecord record, string loop) => [.. record.Events.Where(e => e.Kind == EventKind.Ladder && e.Source == loop)];

    [Fact]
    public void Every_hour_a_plan_reaches_to_the_harvest_and_is_followed()
    {
        BatchRecord record = batches.Predictive("ph-light");
        Decision[] decisions = [.. record.All.Select(a => a.Content).OfType<Decision>()];
        Assert.InRange(decisions.Length, Hours - 2, Hours);
        foreach (Decision d in decisions)
        {
            Assert.True(d.IsOwnPlan, d.Reason);
            Assert.Equal(Hours, record.Hours(d.Time) + d.Plan.Hours[^1], 1e-6);
            Assert.Equal(0, d.Plan.Hours[0]);
            Assert.InRange((d.Time - d.Basis.Time).TotalMinutes, 0, 5);
        }
        // The clone's parameters are learnt on the way; each decision names those that it was made with.
        Assert.Equal(decisions.Length, decisions.Select(d => d.Model).Distinct().Count());
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }

    [Fact]
    public void Set_points_and_feed_stay_within_the_bounds_of_the_recipe()
    {
        BatchRecord record = batches.Predictive("ph-light");
        Titer.Batch.Strategy strategy = ShortRecipe.Predictive.Strategy!;
        foreach (Tag tag in (Tag[])[Tags.Temperature, Tags.PH, Tags.Glucose])
        {
            AllowedRange range = strategy.Moves[tag];
            double[] values = [.. SetPoints(record, tag).Where(e => record.Hours(e.Time) is > 1 and < Hours).Select(Value)];
            Assert.True(values.Length > 20, $"{tag} was moved {values.Length} times");
            Assert.All(values, v => Assert.InRange(v, range.Low - 1e-9, range.High + 1e-9));
        }
        Command[] planned = [.. record.Commands.Where(c => c.Controller == "glucose/predictive")];
        Assert.InRange(planned.Length, 58 * 60, Hours * 60);
        Assert.All(planned, c => Assert.InRange(c.Value, 0, strategy.Moves[Actuators.Feed].High));
    }

    [Fact]
    public void Without_glucose_the_recipe_takes_over_and_the_strategy_comes_back_after_it()
    {
        BatchRecord record = batches.Predictive("raman-saturated");
        foreach (string loop in (string[])["strategy", "glucose"])
        {
            Event down = Steps(record, loop)[0], up = Steps(record, loop)[^1];
            Assert.Equal("ladder.down", down.Code);
            Assert.Contains("saturated", loop == "strategy" ? down.Data["why"] : Steps(record, "strategy")[0].Data["why"], StringComparison.Ordinal);
            Assert.InRange(record.Hours(down.Time), RecordedBatches.FaultHour, RecordedBatches.FaultHour + 0.3);
            Assert.Equal(("ladder.up", "predictive"), (up.Code, up.Data["to"]));
            Assert.InRange(record.Hours(up.Time), RecordedBatches.FaultHour + 4, RecordedBatches.FaultHour + 5);
        }
        // Meanwhile nothing is decided, and temperature goes to the set point of the recipe.
        DateTimeOffset from = Steps(record, "strategy")[0].Time, to = Steps(record, "strategy")[^1].Time;
        Assert.DoesNotContain(record.Commands, c => c.Time >= from && c.Time < to && c.Controller == "glucose/predictive");
        Event last = SetPoints(record, Tags.PH).Last(e => e.Time < to);
        Assert.Equal(7.05, Value(last), 1e-9);
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }

    [Fact]
    public void A_hold_leaves_set_points_where_they_are_and_the_strategy_goes_on_after_it()
    {
        BatchRecord record = batches.Predictive("stirrer-trip");
        Event[] states = [.. record.Events.Where(e => e.Code == "state.changed" && record.Hours(e.Time) is > 1 and < Hours)];
        Assert.Equal(["Holding", "Held", "Restarting", "Running"], states.Select(e => e.Data["to"]).Take(4));
        (DateTimeOffset held, DateTimeOffset running) = (states[0].Time, states[3].Time);
        Assert.DoesNotContain(SetPoints(record, Tags.Temperature), e => e.Time > held && e.Time < running);
        Assert.All(record.Commands.Where(c => c.Actuator == Actuators.Feed && c.Time > held && c.Time < states[2].Time), c => Assert.Equal(0, c.Value));
        Decision[] decisions = [.. record.All.Select(a => a.Content).OfType<Decision>()];
        Assert.DoesNotContain(decisions, d => d.Time > held && d.Time < running);
        Decision next = decisions.First(d => d.Time >= running);
        Assert.InRange((next.Time - running).TotalMinutes, 0, 2);
        Assert.Equal(Hours, record.Hours(next.Time) + next.Plan.Hours[^1], 1e-6);
    }

    [Fact]
    public void A_first_plan_that_is_not_ready_in_time_is_not_followed_and_the_record_says_so()
    {
        using var folder = new TempFolder();
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(200, cells: 2, predictive: true), 3) with { DecisionIterations = 1 };
        using (BatchRun run = BatchRun.Start(header, Titer.Records.SqliteRecord.Create(folder["late.db"])))
        {
            for (int minute = 0; minute < 160; minute++) run.Step();
            run.Suspend();
        }
        BatchRecord record = BatchRecord.Read(folder["late.db"]);
        Decision[] decisions = [.. record.All.Select(a => a.Content).OfType<Decision>()];
        Assert.NotEmpty(decisions);
        Assert.All(decisions, d => Assert.Equal((DecisionStatus.Deadline, (DateTimeOffset?)null, 1), (d.Status, d.PlanTime, d.Iterations)));
        Assert.Contains("no plan is safe", decisions[0].Reason, StringComparison.Ordinal);
        Event step = Assert.Single(Steps(record, "strategy"));
        Assert.Equal("recipe", step.Data["to"]);
        Assert.Contains("deadline", step.Data["why"], StringComparison.Ordinal);
        Assert.DoesNotContain(record.Commands, c => c.Controller == "glucose/predictive");
    }
}
