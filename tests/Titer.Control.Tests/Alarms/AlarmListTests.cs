using Titer.Control.Alarms;
using Titer.Core;
using static Titer.Control.Alarms.AlarmActs;

namespace Titer.Control.Tests.Alarms;

/// <summary>The state diagram of ISA-18.2, transition by transition.</summary>
public class AlarmListTests
{
    private readonly AlarmDesk _desk = new();

    [Fact]
    public void An_alarm_is_unacknowledged_then_acknowledged_then_normal()
    {
        Assert.Equal(AlarmState.Unacknowledged, _desk.Raise("pH")["pH"].State);
        Assert.Null(_desk.At(3).Ask(Acknowledge("pH.quality")));
        Assert.Equal(AlarmState.Acknowledged, _desk["pH"].State);
        Assert.Equal(AlarmState.Normal, _desk.At(9).Clear("pH")["pH"].State);
        AlarmOccurrence once = Assert.Single(_desk.List.History);
        Assert.Equal((AlarmDesk.Start, AlarmDesk.Start.AddMinutes(9), "Mary", AlarmDesk.Start.AddMinutes(3), "Response."),
            (once.Came, once.Went, once.Acknowledged!.Person, once.Acknowledged.Time, once.Response));
    }

    [Fact]
    public void An_alarm_that_went_before_anybody_saw_it_stays_until_somebody_does()
    {
        Assert.Equal(AlarmState.ReturnedUnacknowledged, _desk.Raise("pH").At(2).Clear("pH")["pH"].State);
        Assert.Null(_desk.Ask(Acknowledge("pH.quality")));
        Assert.Equal(AlarmState.Normal, _desk["pH"].State);
    }

    [Fact]
    public void An_acknowledged_alarm_that_becomes_worse_has_to_be_acknowledged_again()
    {
        _desk.Raise("pH", Severity.Low).Ask(Acknowledge("pH.quality"));
        Assert.Equal((AlarmState.Acknowledged, AlarmPriority.Low), (_desk["pH"].State, _desk["pH"].Priority));
        Assert.Equal((AlarmState.Unacknowledged, AlarmPriority.Medium), (_desk.At(1).Raise("pH")["pH"].State, _desk["pH"].Priority));
        Assert.Equal(2, Assert.Single(_desk.List.History).Shown.Length);
    }

    [Fact]
    public void A_shelved_alarm_comes_back_by_itself_unacknowledged_when_it_still_stands()
    {
        _desk.Raise("pH").Ask(Acknowledge("pH.quality"));
        Assert.Null(_desk.At(1).Ask(Shelve("pH.quality", TimeSpan.FromMinutes(30)), "probe is being changed"));
        Assert.Equal(AlarmState.Shelved, _desk.At(30.9)["pH"].State);
        Assert.Equal(AlarmState.Unacknowledged, _desk.At(31)["pH"].State);
        Assert.Equal(AlarmDesk.Start.AddMinutes(31), Assert.Single(_desk.List.History).Shown[^1]);
    }

    [Fact]
    public void A_shelved_alarm_that_went_comes_back_to_normal()
    {
        _desk.Raise("pH").Ask(Shelve("pH.quality", TimeSpan.FromMinutes(30)), "probe is being changed");
        Assert.Equal(AlarmState.Normal, _desk.At(10).Clear("pH").At(40)["pH"].State);
    }

    [Fact]
    public void An_alarm_means_nothing_in_the_phase_that_its_entry_names_and_is_shown_when_the_phase_is_over_and_it_stands()
    {
        Assert.Equal(AlarmState.SuppressedByDesign, _desk.Phase("Drain").Raise("DO")["DO"].State);
        Assert.Equal("The vessel is being drained.", _desk["DO"].ByDesign);
        Assert.Empty(Assert.Single(_desk.List.History).Shown);
        Assert.Equal(AlarmState.Unacknowledged, _desk.At(20).Phase("Fill")["DO"].State);
        Assert.Equal(AlarmDesk.Start.AddMinutes(20), Assert.Single(_desk.List.History[0].Shown));
        Assert.Equal(AlarmState.SuppressedByDesign, _desk.Phase("Drain")["DO"].State);
    }

    [Fact]
    public void An_alarm_may_be_taken_out_of_service_before_it_ever_came_and_is_followed_there()
    {
        Assert.Null(_desk.Ask(TakeOutOfService("pH.quality"), "probe is calibrated"));
        Assert.Equal(AlarmState.OutOfService, _desk.Raise("pH")["pH"].State);
        Assert.Null(_desk.At(5).Ask(PutInService("pH.quality")));
        Assert.Equal(AlarmState.Unacknowledged, _desk["pH"].State);
    }

    [Theory]
    [InlineData(AlarmActs.Acknowledged, "temperature", 0, "", "there is no alarm of the name temperature")]
    [InlineData(AlarmActs.Acknowledged, "lactate.quality", 0, "", "lactate.quality is not in alarm")]
    [InlineData(AlarmActs.Acknowledged, "pH.quality", 0, "", "Mary acknowledged it at 00:00 UTC")]
    [InlineData(AlarmActs.Shelved, "pH.quality", 10, "", "it needs a reason")]
    [InlineData(AlarmActs.Shelved, "pH.quality", 0, "probe", "the time on the shelf is at least one minute")]
    [InlineData(AlarmActs.Shelved, "pH.quality", 481, "probe", "an alarm of medium priority is shelved for 8 h at most")]
    [InlineData(AlarmActs.Unshelved, "pH.quality", 0, "", "pH.quality is not shelved")]
    [InlineData(AlarmActs.PutBackInService, "pH.quality", 0, "", "pH.quality is in service")]
    [InlineData(AlarmActs.TakenOutOfService, "pH.quality", 0, " ", "it needs a reason")]
    [InlineData("alarm.delete", "pH.quality", 0, "", "alarm.delete is nothing that can be asked of an alarm")]
    public void What_cannot_be_is_refused_with_a_sentence(string act, string alarm, int minutes, string reason, string sentence)
    {
        _desk.Raise("pH").Ask(Acknowledge("pH.quality"));
        OperatorRequest request = act == AlarmActs.Shelved ? Shelve(alarm, TimeSpan.FromMinutes(minutes)) : new OperatorRequest(act, alarm);
        AlarmStatus before = _desk["pH"];
        Assert.Equal(sentence, _desk.At(1).Ask(request, reason));
        Assert.Equal(before, _desk["pH"]);
    }

    [Fact]
    public void A_shelf_is_not_prolonged_while_an_alarm_is_on_it()
    {
        _desk.Raise("DO").Ask(Shelve("DO.quality", TimeSpan.FromMinutes(60)), "known");
        Assert.Equal("it is shelved until 01:00 UTC, and is unshelved before it is shelved again",
            _desk.At(59).Ask(Shelve("DO.quality", TimeSpan.FromMinutes(60)), "known"));
        Assert.Equal(AlarmState.Unacknowledged, _desk.At(60)["DO"].State);
    }

    [Fact]
    public void A_loop_is_in_alarm_until_it_stands_again_on_the_rung_that_it_left()
    {
        var signals = new AlarmSignals("unit");
        AlarmChange?[] changes = [.. new[] { ("", "hold"), ("hold", "feedback"), ("feedback", "predictive"), ("predictive", "hold"), ("hold", "feed-forward"), ("feed-forward", "feedback"), ("feedback", "hold"), ("hold", "predictive") }
            .Select(s => signals.Take(new Event(AlarmDesk.Start, EventKind.Ladder, Severity.Medium, "glucose", Array.IndexOf(AlarmSignals.Rungs, s.Item1) < Array.IndexOf(AlarmSignals.Rungs, s.Item2) ? "ladder.down" : "ladder.up", "It steps.")
                .With("from", s.Item1).With("to", s.Item2))?.Change)];
        Assert.Equal([AlarmChange.Came, AlarmChange.Went, null, AlarmChange.Came, null, null, AlarmChange.Came, AlarmChange.Went], changes);
    }
}
