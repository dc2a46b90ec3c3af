using Titer.Control.Estimators;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Control.Tests.Estimators;

public class PumpMonitorTests
{
    private const double Density = 1.06, U = 0.01;

    private readonly PumpMonitor _monitor = new("feed-pump", Density, TimeSpan.FromHours(2));
    private readonly List<Event> _events = [];
    private readonly Gaussian _noise = new(7);
    private DateTimeOffset _now = Scene.Start;
    private double _mass = 3;

    private void Minutes(double minutes, double told, double delivered, bool bad = false)
    {
        for (int i = 0; i < minutes; i++)
        {
            _now = _now.AddMinutes(1);
            _mass += delivered * Density / 60;
            _monitor.Update(_now, Scene.Reading(Tags.FeedMass, _now, _mass + U * _noise.Next(), bad ? Scene.Dead : Quality.Good, U), told, 1.0 / 60, _events);
        }
    }

    [Theory]
    [InlineData(0.5, 0)] // stands
    [InlineData(0.5, 0.2)] // partly blocked
    [InlineData(0.5, 0.9)] // stuck at an earlier, higher rate
    [InlineData(0, 0.4)] // does not stop
    public void A_pump_that_does_not_deliver_what_it_is_told_is_caught_within_three_quarters_of_an_hour(double told, double delivered)
    {
        Minutes(180, 0.5, 0.5);
        Assert.Empty(_events);
        Assert.Equal(0.5, _monitor.Flow(0.5));
        DateTimeOffset fault = _now;
        Minutes(45, told, delivered);
        Assert.True(_monitor.Fails);
        Event raised = Assert.Single(_events);
        Assert.Equal(("alarm.raised", Severity.High, "feed-pump.delivery"), (raised.Code, raised.Severity, raised.Data["alarm"]));
        Assert.InRange((raised.Time - fault).TotalMinutes, 1, 45);

        Minutes(30, told, delivered);
        Assert.Equal(delivered, _monitor.Measured, 0.1);
        Assert.Equal(Math.Max(0, _monitor.Measured), _monitor.Flow(told));

        Minutes(75, 0.5, 0.5);
        Assert.False(_monitor.Fails);
        Assert.Equal("alarm.cleared", _events[^1].Code);
        Assert.Equal(2, _events.Count);
        Assert.Equal(0.5, _monitor.Flow(0.5));
    }

    [Fact]
    public void A_pump_that_stands_at_a_low_feed_is_caught_within_two_hours_and_rings_once()
    {
        Minutes(240, 0.1, 0.1);
        Minutes(120, 0.1, 0);
        Assert.True(_monitor.Fails);
        Minutes(240, 0.1, 0);
        Assert.Single(_events);
    }

    [Fact]
    public void A_healthy_pump_gives_no_alarm_in_fourteen_days()
    {
        for (int day = 0; day < 14; day++)
            for (int hour = 0; hour < 24; hour++)
            {
                double flow = 0.02 * day + 0.01 * (hour % 5);
                Minutes(60, flow, flow);
            }
        Assert.Empty(_events);
    }

    [Fact]
    public void A_bad_balance_is_passed_over_and_does_not_hide_a_fault_for_good()
    {
        Minutes(60, 0.5, 0.5);
        Minutes(120, 0.5, 0.5, bad: true);
        Minutes(60, 0.5, 0.5);
        Assert.Empty(_events);
        Minutes(60, 0.5, 0, bad: true);
        Assert.Empty(_events);
        Minutes(45, 0.5, 0);
        Assert.True(_monitor.Fails);
    }

    [Fact]
    public void Nothing_is_said_before_half_an_hour_has_been_seen()
    {
        Minutes(26, 2, 0);
        Assert.Empty(_events);
        Assert.True(double.IsNaN(_monitor.Measured));
        Minutes(6, 2, 0);
        Assert.True(_monitor.Fails);
    }

    [Fact]
    public void A_frozen_balance_is_told_from_a_pump_that_stands()
    {
        Minutes(120, 0.5, 0.5);
        double frozen = _mass;
        for (int i = 0; i < 90; i++)
        {
            _now = _now.AddMinutes(1);
            _mass += 0.5 * Density / 60;
            _monitor.Update(_now, Scene.Reading(Tags.FeedMass, _now, frozen, Quality.Good, U), 0.5, 1.0 / 60, _events);
        }
        Event raised = Assert.Single(_events);
        Assert.Equal(("alarm.raised", "feed-pump.balance"), (raised.Code, raised.Data["alarm"]));
        Assert.False(_monitor.Fails);
        Assert.Equal(0.5, _monitor.Flow(0.5));
        Minutes(120, 0.5, 0.5);
        Assert.Equal(["alarm.raised", "alarm.cleared"], _events.Select(e => e.Code));
        Assert.False(_monitor.BalanceIsFrozen);
    }

    [Fact]
    public void An_offset_of_the_balance_is_weighed_away()
    {
        Minutes(180, 0.5, 0.5);
        _mass += 2; // somebody leans on it: for one window the dose is wrong, not for longer
        Minutes(180, 0.5, 0.5);
        Assert.False(_monitor.Fails);
        Assert.Equal(0.5, _monitor.Flow(0.5));
    }

    [Fact]
    public void A_balance_that_drifts_like_a_pump_that_delivers_too_much_rings_and_is_believed()
    {
        Minutes(180, 0.5, 0.5);
        Minutes(120, 0.5, 0.7);
        Assert.True(_monitor.Fails);
        Assert.Equal("feed-pump.delivery", Assert.Single(_events).Data["alarm"]);
    }
}
