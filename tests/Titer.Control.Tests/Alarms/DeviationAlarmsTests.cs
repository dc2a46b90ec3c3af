using Titer.Control.Alarms;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Tests.Alarms;

public class DeviationAlarmsTests
{
    private readonly DeviationAlarms _alarms = new();
    private readonly Situation _situation = new() { Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
    private readonly List<Event> _events = [];

    [Fact]
    public void Ten_minutes_outside_ring_once_and_inside_clears()
    {
        Aim();
        Minutes(20, 40);
        Minutes(10, 46);
        Assert.Empty(_events);
        Minutes(20, 46);
        Event raised = Assert.Single(_events);
        Assert.Equal(("alarm.raised", "DO.deviation", Severity.Medium), (raised.Code, raised.Data["alarm"], raised.Severity));
        Minutes(1, 44);
        Assert.Equal("alarm.cleared", _events[^1].Code);
    }

    [Fact]
    public void Short_excursions_ring_nothing()
    {
        Aim();
        for (int i = 0; i < 10; i++)
        {
            Minutes(9, 30);
            Minutes(1, 40);
        }
        Assert.Empty(_events);
    }

    [Fact]
    public void What_is_no_longer_controlled_is_no_longer_alarmed()
    {
        Aim();
        Minutes(15, 60);
        _situation.Targets.Clear();
        Minutes(1, 60);
        Assert.Equal(["alarm.raised", "alarm.cleared"], _events.Select(e => e.Code));
        Minutes(60, 60);
        Assert.Equal(2, _events.Count);
    }

    private void Aim() => _situation.Targets[Tags.DissolvedOxygen] = new Target(Tags.DissolvedOxygen, 40, Unit.Percent, 35, 45);

    private void Minutes(int minutes, double value)
    {
        for (int i = 0; i < minutes; i++)
        {
            _situation.Now += TimeSpan.FromMinutes(1);
            _situation.Estimate = new Estimate("test", _situation.Now, "", [new Variable(Tags.DissolvedOxygen, Unit.Percent)], [value], [0.25], []);
            _alarms.Watch(_situation, _events);
        }
    }
}
