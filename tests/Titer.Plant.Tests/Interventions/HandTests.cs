using Titer.Batch;
using Titer.Control;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;

namespace Titer.Plant.Tests.Interventions;

/// <summary>Actuators in the hands of people, judged from the record of the run alone.</summary>
public sealed class HandTests
{
    [Fact]
    public void A_hand_moves_its_actuator_and_the_record_and_the_ladder_name_it()
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(3, cells: 3), 211,
            HandledRun.By(HandledRun.Ada, (60, new TakeByHand(Actuators.Feed, 0.3)), (120, new GiveBack(Actuators.Feed))));
        Command[] byHand = record.Of(Actuators.Feed, 60, 120);
        Assert.Equal(60, byHand.Length);
        Assert.All(byHand, c => Assert.Equal((0.3, "glucose/hand", "by hand of Ada: as told"), (c.Value, c.Controller, c.Reason)));
        Event[] steps = [.. record.Events.Where(e => e.Kind == EventKind.Ladder && e.Data.ContainsKey("actuator"))];
        Assert.Equal([("ladder.down", "feedback", "hand"), ("ladder.up", "hand", "feedback")],
            steps.Select(e => (e.Code, e.Data["from"], e.Data["to"])));
        Assert.Contains("Ada", steps[0].Message, StringComparison.Ordinal);
        Event taken = record.Events.First(e => e.Code == OperatorAction.InterventionAccepted);
        Assert.Equal(("Ada", "a1", "automatic", "0.3 L/h", "as told"),
            (taken.Data["person"], taken.Data["person-id"], taken.Data["old"], taken.Data["new"], taken.Data["reason"]));
    }

    // The jacket is tracked by the integral of its controller, the feed has a law without one, the stirrer shares an output with the gases.
    [Theory]
    [InlineData("jacket", 38.5)]
    [InlineData("feed-pump", 0.35)]
    [InlineData("agitation", 120)]
    public void An_actuator_that_is_given_back_goes_on_from_where_it_stands(string actuator, double output)
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(3, cells: 3), 212,
            HandledRun.By(HandledRun.Ada, (60, new TakeByHand(new Tag(actuator), output)), (90, new GiveBack(new Tag(actuator)))));
        Command[] after = record.Of(new Tag(actuator), 89, 150);
        double[] usual = [.. record.Of(new Tag(actuator), 30, 60).Select(c => c.Value)];
        double own = usual.Zip(usual.Skip(1), (a, b) => Math.Abs(b - a)).Max();
        Assert.Equal(output, after[0].Value);
        double apart = after.Max(c => Math.Abs(output - c.Value));
        // Nothing beyond the controller's own step when it is given back, and then no more than the time constant of the return gives.
        Assert.InRange(Math.Abs(after[1].Value - output), 0, own + 0.02 * apart);
        Assert.All(after.Zip(after.Skip(1)), p => Assert.InRange(Math.Abs(p.Second.Value - p.First.Value), 0, 3 * own + 0.25 * apart));
        Assert.EndsWith("/hand", after[0].Controller, StringComparison.Ordinal);
        Assert.DoesNotContain("hand", after[^1].Controller + after[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Mass_is_kept_whoever_moves_the_pump()
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(3, cells: 3), 213,
            HandledRun.By(HandledRun.Ada, (60, new TakeByHand(Actuators.Feed, 0.5)), (120, new GiveBack(Actuators.Feed))));
        double told = record.Of(Actuators.Feed, 0, 179).Sum(c => c.Value) / 60 * 1.06;
        Measurement last = record.Measurements.Last(m => m.Tag == Tags.FeedMass && m.Time == record.Start.AddMinutes(179));
        Assert.InRange(last.Value - told, -5 * last.StandardUncertainty, 5 * last.StandardUncertainty);
        // The estimator knows the hand: no alarm says that the pump does not do what it is told.
        Assert.DoesNotContain(record.Events, e => e.Code == "alarm.raised" && e.Source == "feed-pump");
    }

    [Theory]
    [InlineData("feed-pump", 2.5, "outside the limits 0 to 2 L/h")]
    [InlineData("feed-pump", double.NaN, "outside the limits")]
    [InlineData("no-pump", 1, "has no actuator 'no-pump'")]
    public void A_hand_beyond_its_limits_is_refused_and_moves_nothing(string actuator, double output, string why)
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(1.2, cells: 3), 214, HandledRun.By(HandledRun.Ada, (30, new TakeByHand(new Tag(actuator), output))));
        Event answer = record.Answer(actuator);
        Assert.Equal(OperatorAction.InterventionRefused, answer.Code);
        Assert.Contains(why, answer.Data["refused"], StringComparison.Ordinal);
        Assert.DoesNotContain(record.Commands, c => c.Rung == "hand");
    }

    [Fact]
    public void Interlocks_stay_above_the_hand()
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(3, cells: 3), 215, HandledRun.By(HandledRun.Ada,
            (30, new TakeByHand(Actuators.Feed, 1.8)), (60, new TakeByHand(Actuators.Stirrer, 30)), (60, new InjectFault("stirrer-trip", 0.5))));
        // 1.8 L/h is allowed to the pump and too much for an hour; the stirrer that does not turn closes it whoever told it so.
        Command[] feed = record.Of(Actuators.Feed, 0, 150);
        for (int i = 0; i + 60 <= feed.Length; i++) Assert.InRange(feed.AsSpan(i, 60).ToArray().Sum(c => c.Value) / 60, 0, 1 + 1e-9);
        Assert.Contains(feed, c => c.Controller == "interlock/feed-dose");
        Assert.All(record.Of(Actuators.Feed, 63, 88), c => Assert.Equal((0, "interlock/stirrer"), (c.Value, c.Controller)));
        Assert.Contains(record.Events, e => e is { Kind: EventKind.Interlock, Code: "interlock.acted", Source: "stirrer" });
    }

    [Fact]
    public void A_batch_that_is_stopped_takes_everything_out_of_hand()
    {
        OperatorAction stop = OperatorAction.Give(ProcedureCommand.Stop, HandledRun.Ada, StandardRun.Start.AddMinutes(60));
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(3, cells: 3), 216,
            [.. HandledRun.By(HandledRun.Ada, (30, new TakeByHand(Actuators.Feed, 0.5)), (30, new TakeByHand(Actuators.Jacket, 40))), stop]);
        Assert.All(record.Of(Actuators.Feed, 60, 70), c => Assert.Equal((0, "glucose/off"), (c.Value, c.Controller)));
        Assert.NotEmpty(record.Of(Actuators.Feed, 60, 70));
        Assert.Equal(2, record.Events.Count(e => e.Code == "ladder.up" && e.Data["from"] == "hand"));
    }

    [Fact]
    public void A_strategy_leaves_the_batch_to_the_recipe_while_its_pump_is_by_hand()
    {
        BatchRecord record = HandledRun.Record(ShortRecipe.Of(6, cells: 3, predictive: true), 217,
            HandledRun.By(HandledRun.Ada, (130, new TakeByHand(Actuators.Feed, 0.2)), (250, new GiveBack(Actuators.Feed))));
        Event[] steps = [.. record.Events.Where(e => e.Kind == EventKind.Ladder && e.Source == "strategy")];
        Event down = Assert.Single(steps, e => e.Code == "ladder.down" && e.Data["why"].Contains("by hand", StringComparison.Ordinal));
        Assert.Equal(record.Start.AddMinutes(130), down.Time);
        Assert.Contains(steps, e => e.Code == "ladder.up" && e.Time > record.Start.AddMinutes(250));
        DateTimeOffset[] decided = [.. record.All.Select(a => a.Content).OfType<Decision>().Select(d => d.Time)];
        Assert.Contains(decided, t => t < down.Time);
        Assert.DoesNotContain(decided, t => t >= down.Time && t < record.Start.AddMinutes(250));
        Assert.Contains(decided, t => t >= record.Start.AddMinutes(250));
    }
}
