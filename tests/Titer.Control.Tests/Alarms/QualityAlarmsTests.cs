using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.Control.Tests.Alarms;

public class QualityAlarmsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Quality Bad = Quality.Failure("no light"), Poor = Quality.OutOfSpecification("one site departs");

    private readonly QualityAlarms _alarms = new();
    private readonly List<Event> _events = [];
    private int _minute;

    [Fact]
    public void A_single_outlier_rings_nothing()
    {
        for (int i = 0; i < 20; i++) Read(i % 3 == 0 ? Bad : Quality.Good);
        Assert.Empty(_events);
    }

    [Fact]
    public void A_dead_sensor_rings_once_with_its_reason_and_clears_after_ten_good_readings()
    {
        for (int i = 0; i < 30; i++) Read(Bad);
        Event raised = Assert.Single(_events);
        Assert.Equal(("alarm.raised", Severity.Medium, "DO.quality"), (raised.Code, raised.Severity, raised.Data["alarm"]));
        Assert.Contains("no light", raised.Message, StringComparison.Ordinal);
        for (int i = 0; i < 9; i++) Read(Quality.Good);
        Assert.Single(_events);
        Read(Quality.Good);
        Assert.Equal(("alarm.cleared", "DO.quality"), (_events[^1].Code, _events[^1].Data["alarm"]));
        Assert.Equal(2, _events.Count);
    }

    [Fact]
    public void A_poor_sensor_rings_after_five_readings_and_again_when_it_dies()
    {
        for (int i = 0; i < 4; i++) Read(Poor);
        Assert.Empty(_events);
        Read(Poor);
        Assert.Equal(Severity.Low, Assert.Single(_events).Severity);
        Read(Bad);
        Read(Bad);
        Assert.Equal([Severity.Low, Severity.Medium], _events.Select(e => e.Severity));
    }

    private void Read(Quality quality)
    {
        DateTimeOffset now = Start.AddMinutes(_minute++);
        _alarms.Watch(now, [new Measurement(Tags.DissolvedOxygen, now, 40, Unit.Percent, 0.5, quality, "optode", _minute)], _events);
    }
}
