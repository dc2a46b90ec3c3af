using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Bioreactor;
using Titer.Plant.Tests.Batches;

namespace Titer.Plant.Tests.Evidence;

/// <summary>Each fault of the simulated plant at hour 30 of a batch, judged from the record alone.</summary>
public sealed class FaultTests(RecordedBatches batches)
{
    public static TheoryData<string> Faults => [.. SimulatedBioreactor.Faults.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public void No_command_comes_from_a_bad_or_stale_value_and_the_batch_goes_on(string fault)
    {
        (BatchRecord record, Titer.Plant.Running.RunSummary summary) = batches.WithFault(fault);
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
        Assert.Equal("Complete", summary.State);
        Assert.Equal("run.completed", record.Events.Last().Code);
        // Every tick commands all seven actuators, fault or not.
        Assert.All(record.Commands.GroupBy(c => c.Time), tick => Assert.Equal(7, tick.Select(c => c.Actuator).Distinct().Count()));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_change_of_rung_in_the_commands_is_an_event_and_every_event_a_change(string fault)
    {
        (BatchRecord record, _) = batches.WithFault(fault);
        foreach ((string loop, Tag actuator) in new[] { ("pH", Actuators.CarbonDioxide), ("DO", Actuators.Air), ("glucose", Actuators.Feed), ("temperature", Actuators.Jacket) })
        {
            string rung = "";
            var changes = new List<(DateTimeOffset, string)>();
            foreach (Command command in record.Commands.Where(c => c.Actuator == actuator))
            {
                string[] name = command.Controller.Split('/');
                if (name[0] != loop || name[1] == "off") continue;
                if (rung.Length > 0 && name[1] != rung) changes.Add((command.Time, name[1]));
                rung = name[1];
            }
            Assert.Equal(changes, record.Events.Where(e => e.Kind == EventKind.Ladder && e.Source == loop && e.Data["from"].Length > 0).Select(e => (e.Time, e.Data["to"])));
        }
    }

    [Theory]
    [InlineData("ph-reference-loss", "pH", "hold", "pid", "reference electrode", 8)]
    [InlineData("do-dropout", "DO", "hold", "pid", "fluorescence", 4)]
    [InlineData("impedance-bubble", "glucose", "feedback-on-glucose", "feedback", "bubble", 12)]
    [InlineData("raman-saturated", "glucose", "feed-forward", "feedback", "saturated", 24)]
    public void A_loop_whose_input_is_lost_steps_down_with_the_reason_and_up_again_after_it(
        string fault, string loop, string down, string up, string reason, double hours)
    {
        (BatchRecord record, _) = batches.WithFault(fault);
        Event[] steps = [.. record.Events.Where(e => e.Kind == EventKind.Ladder)];
        Assert.All(steps, e => Assert.Equal(loop, e.Source));
        Event first = steps[0], last = steps[^1];
        Assert.Equal(("ladder.down", down), (first.Code, first.Data["to"]));
        Assert.Contains(reason, first.Data["why"], StringComparison.Ordinal);
        Assert.True(first.Severity >= Severity.Medium);
        Assert.InRange(record.Hours(first.Time), RecordedBatches.FaultHour, RecordedBatches.FaultHour + 0.3);
        Assert.Equal(("ladder.up", up), (last.Code, last.Data["to"]));
        Assert.InRange(record.Hours(last.Time), RecordedBatches.FaultHour + hours, RecordedBatches.FaultHour + hours + 0.75);
    }

    [Fact]
    public void No_base_is_given_and_carbon_dioxide_stays_at_its_mean_while_pH_is_lost()
    {
        (BatchRecord record, _) = batches.WithFault("ph-reference-loss");
        Command[] held = [.. record.Commands.Where(c => c.Controller == "pH/hold")];
        Assert.InRange(held.Length / 2, 8 * 60, 8.5 * 60);
        Assert.All(held.Where(c => c.Actuator == Actuators.Base), c => Assert.Equal(0, c.Value));
        Assert.Single(held.Where(c => c.Actuator == Actuators.CarbonDioxide).Skip(1).Select(c => c.Value).Distinct());
    }

    [Fact]
    public void The_stirrer_turns_faster_than_before_while_oxygen_is_not_seen()
    {
        (BatchRecord record, _) = batches.WithFault("do-dropout");
        double fault = RecordedBatches.FaultHour;
        double before = record.Commands.Where(c => c.Actuator == Actuators.Stirrer && record.Hours(c.Time) > fault - 0.5 && record.Hours(c.Time) < fault).Average(c => c.Value);
        double air = record.Commands.Where(c => c.Actuator == Actuators.Air && record.Hours(c.Time) > fault - 0.5 && record.Hours(c.Time) < fault).Average(c => c.Value);
        Command[] held = [.. record.Commands.Where(c => c.Controller == "DO/hold").Skip(30)];
        Assert.InRange(held.Length / 3, 4 * 60 - 10, 4.5 * 60);
        Assert.True(held.First(c => c.Actuator == Actuators.Stirrer).Value > before || held.First(c => c.Actuator == Actuators.Air).Value > air);
    }

    [Fact]
    public void A_feed_pump_that_does_not_deliver_is_alarmed_and_the_feed_is_held_until_it_does()
    {
        (BatchRecord record, _) = batches.WithFault("feed-pump-stuck");
        Event raised = record.Events.First(e => e.Code == "alarm.raised" && e.Source == "feed-pump");
        Event cleared = record.Events.Last(e => e.Code == "alarm.cleared" && e.Source == "feed-pump");
        Assert.Equal(Severity.High, raised.Severity);
        Assert.InRange(record.Hours(raised.Time), RecordedBatches.FaultHour, RecordedBatches.FaultHour + 2);
        Assert.InRange(record.Hours(cleared.Time), RecordedBatches.FaultHour + 6, RecordedBatches.FaultHour + 8);
        // One failure, one alarm: a pump that stands is never called well in between.
        Assert.Equal(2, record.Events.Count(e => e.Source == "feed-pump" && e.Code.StartsWith("alarm.", StringComparison.Ordinal)));
        Event down = record.Events.First(e => e.Kind == EventKind.Ladder);
        Assert.Equal(("glucose", "ladder.down", "hold"), (down.Source, down.Code, down.Data["to"]));
        Assert.Contains("feed pump", down.Data["why"], StringComparison.Ordinal);
        Event up = record.Events.Last(e => e.Kind == EventKind.Ladder);
        Assert.Equal(("glucose", "ladder.up", "feedback"), (up.Source, up.Code, up.Data["to"]));
    }

    [Theory]
    [InlineData("ph-drift")]
    [InlineData("ph-light")]
    public void A_pH_chip_that_errs_within_what_its_sites_can_tell_keeps_its_loop_closed(string fault)
    {
        (BatchRecord record, _) = batches.WithFault(fault);
        Assert.DoesNotContain(record.Events, e => e.Kind == EventKind.Ladder);
        // The fault is in the signals and is seen there: no reading of that time is called simply good.
        double from = RecordedBatches.FaultHour, to = fault == "ph-light" ? from + 1 : from + 40;
        Assert.Contains(record.Measurements, m => m.Tag == Tags.PH && record.Hours(m.Time) >= from && record.Hours(m.Time) < to && m.Quality.Status != Ne107.Good);
        Assert.Contains(record.Events, e => e.Code == "alarm.raised" && e.Data.GetValueOrDefault("alarm") == "pH.quality" && record.Hours(e.Time) >= from && record.Hours(e.Time) < to);
    }

    [Fact]
    public void A_tripped_stirrer_holds_the_batch_with_everything_closed_and_restarts_it()
    {
        (BatchRecord record, _) = batches.WithFault("stirrer-trip");
        Event acted = Assert.Single(record.Events, e => e.Code == "interlock.acted" && e.Source == "stirrer");
        Event released = Assert.Single(record.Events, e => e.Code == "interlock.released" && e.Source == "stirrer");
        Assert.InRange(record.Hours(acted.Time), RecordedBatches.FaultHour, RecordedBatches.FaultHour + 0.1);
        Assert.InRange(record.Hours(released.Time), RecordedBatches.FaultHour + 0.25, RecordedBatches.FaultHour + 0.35);
        foreach (Command c in record.Commands.Where(c => c.Time >= acted.Time && c.Time < released.Time))
            if (c.Actuator == Actuators.Feed || c.Actuator == Actuators.Base || c.Actuator == Actuators.Oxygen || c.Actuator == Actuators.CarbonDioxide) Assert.Equal(0, c.Value);

        Event[] states = [.. record.Events.Where(e => e.Code == "state.changed" && record.Hours(e.Time) is > 1 and < 60)];
        Assert.Equal(["Holding", "Held", "Restarting", "Running"], states.Select(e => e.Data["to"]));
        Assert.All(record.Commands.Where(c => c.Actuator == Actuators.Feed && c.Time >= states[0].Time && c.Time < states[2].Time), c => Assert.Equal(0, c.Value));
        Assert.True(states[2].Time - released.Time >= BioreactorUnit.Calm);
    }
}
