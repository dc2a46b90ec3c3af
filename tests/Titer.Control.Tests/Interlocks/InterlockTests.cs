using System.Collections.Immutable;
using CsCheck;
using Titer.Control.Controllers;
using Titer.Control.Interlocks;
using Titer.Control.Tests.Controllers;
using Titer.Core;

namespace Titer.Control.Tests.Interlocks;

public class InterlockTests
{
    private static readonly (ActuatorLimit, double)[] Everything =
        [(Scene.Stirrer, 100), (Scene.Air, 5), (Scene.Oxygen, 2), (Scene.CarbonDioxide, 1), (Scene.Base, 0.5), (Scene.Feed, 0.5), (Scene.Jacket, 37)];

    private static readonly Closing Mixed = new(Actuators.Feed, Actuators.Base, Actuators.Oxygen, Actuators.CarbonDioxide),
        Liquids = new(Actuators.Feed, Actuators.Base), Unseen = new(Actuators.Feed, Actuators.Base, Actuators.Oxygen);

    private readonly Scene _scene = new();

    /// <summary>The interlocks of the bioreactor, each with the reading that is its hazard, the one that is not, and what it must close.</summary>
    private sealed record Hazard(IInterlock Interlock, Action<Scene> Healthy, Action<Scene> Dangerous, ImmutableArray<Tag> Closed);

    private static Hazard Of(string name) => name switch
    {
        "stirrer" => new(new StirrerInterlock(Mixed), s => s.Read(Tags.MeasuredAgitation, 100), s => s.Read(Tags.MeasuredAgitation, 0),
            [Actuators.Feed, Actuators.Base, Actuators.Oxygen, Actuators.CarbonDioxide]),
        "pH high" => new(new PHInterlock(6.6, 7.4), s => s.Read(Tags.PH, 7.1), s => s.Read(Tags.PH, 7.41), [Actuators.Base]),
        "pH low" => new(new PHInterlock(6.6, 7.4), s => s.Read(Tags.PH, 7.1), s => s.Read(Tags.PH, 6.59), [Actuators.CarbonDioxide]),
        "volume" => new(new VolumeInterlock(190, 1, Liquids), s => s.Read(Tags.Volume, 180), s => s.Read(Tags.Volume, 190.1), [Actuators.Feed, Actuators.Base]),
        "watchdog" => new(new WatchdogInterlock(TimeSpan.FromMinutes(5), Unseen), s => s.Read(Tags.MeasuredAgitation, 100), s => s.Read(Tags.MeasuredAgitation, 100, default, 5.1),
            [Actuators.Feed, Actuators.Base, Actuators.Oxygen]),
        _ => throw new ArgumentException(name),
    };

    private static (ActuatorLimit, double)[] Wishes(Hazard hazard) =>
        // pH interlocks would else also find base and carbon dioxide open together
        hazard.Interlock is PHInterlock ? [.. Everything.Where(w => w.Item1.Actuator != (hazard.Closed[0] == Actuators.Base ? Actuators.CarbonDioxide : Actuators.Base))] : Everything;

    [Theory]
    [InlineData("stirrer")]
    [InlineData("pH high")]
    [InlineData("pH low")]
    [InlineData("volume")]
    [InlineData("watchdog")]
    public void Each_acts_on_its_hazard_and_on_nothing_else_and_reports_once_when_it_acts_and_once_when_it_lets_go(string name)
    {
        Hazard hazard = Of(name);
        (ActuatorLimit Limit, double Value)[] wishes = Wishes(hazard);
        string reported = hazard.Interlock is PHInterlock ? name.Replace(' ', '-') : hazard.Interlock.Name;
        Minutes(3, hazard.Healthy, []);
        Assert.Empty(_scene.Events);
        Minutes(5, hazard.Dangerous, hazard.Closed);
        Event acted = Assert.Single(_scene.Events);
        Assert.Equal((EventKind.Interlock, Severity.High, "interlock.acted", reported), (acted.Kind, acted.Severity, acted.Code, acted.Data["interlock"]));
        Minutes(5, hazard.Healthy, []);
        Assert.Equal(2, _scene.Events.Count);
        Assert.Equal(("interlock.released", reported), (_scene.Events[1].Code, _scene.Events[1].Data["interlock"]));
        Minutes(2, hazard.Dangerous, hazard.Closed);
        Assert.Equal(3, _scene.Events.Count);

        void Minutes(int minutes, Action<Scene> read, ImmutableArray<Tag> closed)
        {
            for (int i = 0; i < minutes; i++)
            {
                _scene.Pass();
                read(_scene);
                _scene.Situation.InForce[Actuators.Stirrer] = Scene.Stirrer.Command(_scene.Now, 100, "test", "", []);
                Dictionary<Tag, double> got = _scene.Guard(hazard.Interlock, wishes);
                foreach ((ActuatorLimit limit, double value) in wishes) Assert.Equal(closed.Contains(limit.Actuator) ? 0 : value, got[limit.Actuator]);
            }
        }
    }

    [Fact]
    public void What_an_interlock_forces_carries_its_name_and_no_evidence()
    {
        _scene.Read(Tags.PH, 7.5);
        List<Command> commands = [Scene.Base.Command(_scene.Now, 1, "pH/pid", "", [new Evidence(Tags.PH, _scene.Now, default, default)])];
        new PHInterlock(6.6, 7.4).Guard(_scene.Situation, Scene.Tick, commands, []);
        Assert.Equal(("interlock/pH", "pH high", 0, Scene.Base.Low, Scene.Base.High),
            (commands[0].Controller, commands[0].Reason, commands[0].Evidence.Length, commands[0].Lower, commands[0].Upper));
    }

    [Fact]
    public void The_stirrer_interlock_trips_only_on_a_stirrer_that_is_told_to_turn()
    {
        var interlock = new StirrerInterlock(Mixed);
        _scene.Read(Tags.MeasuredAgitation, 0);
        _scene.Guard(interlock, Everything);
        Assert.False(interlock.Tripped);
        _scene.Guard(interlock, Everything);
        Assert.True(interlock.Tripped);
        _scene.Read(Tags.MeasuredAgitation, StirrerInterlock.MinimumSpeed);
        _scene.Guard(interlock, Everything);
        Assert.False(interlock.Tripped);
    }

    [Fact]
    public void A_full_vessel_stays_closed_until_it_has_lost_a_litre_and_through_a_lost_reading()
    {
        var interlock = new VolumeInterlock(190, 1, Liquids);
        foreach ((double litres, bool bad, bool closed) in ((double, bool, bool)[])[(189.9, false, false), (190.1, false, true), (189.9, false, true), (100, true, true), (189.1, false, true), (188.9, false, false), (189.9, false, false)])
        {
            _scene.Pass();
            _scene.Read(Tags.Volume, litres, bad ? Scene.Dead : Quality.Good);
            Assert.Equal(closed ? 0 : 0.5, _scene.Guard(interlock, Everything)[Actuators.Feed]);
        }
        Assert.Equal(2, _scene.Events.Count);
    }

    [Fact]
    public void A_skid_that_was_never_heard_is_a_silent_one() =>
        Assert.Equal(0, _scene.Guard(new WatchdogInterlock(TimeSpan.FromMinutes(5), Unseen), Everything)[Actuators.Feed]);

    [Fact]
    public void The_pH_interlock_lets_go_well_inside_and_not_for_a_bad_or_old_reading()
    {
        var interlock = new PHInterlock(6.6, 7.4);
        foreach ((double pH, bool bad, double age, bool closed) in ((double, bool, double, bool)[])
            [(7.39, false, 0, false), (7.41, false, 0, true), (7.39, false, 0, true), (7.0, true, 0, true), (7.0, false, 6, true), (7.34, false, 0, false), (7.5, false, 6, false)])
        {
            _scene.Pass();
            _scene.Read(Tags.PH, pH, bad ? Scene.Dead : Quality.Good, age);
            Assert.Equal(closed ? 0 : 0.5, _scene.Guard(interlock, (Scene.Base, 0.5))[Actuators.Base]);
        }
        Assert.Equal(2, _scene.Events.Count);
    }

    [Fact]
    public void A_stirrer_that_stood_is_taken_to_stand_until_it_is_seen_to_turn()
    {
        var interlock = new StirrerInterlock(Mixed);
        _scene.Situation.InForce[Actuators.Stirrer] = Scene.Stirrer.Command(_scene.Now, 100, "test", "", []);
        _scene.Read(Tags.MeasuredAgitation, 0);
        _scene.Guard(interlock, (Scene.Base, 0.5));
        _scene.Read(Tags.MeasuredAgitation, double.NaN, Scene.Dead);
        Assert.Equal(0, _scene.Guard(interlock, (Scene.Base, 0.5))[Actuators.Base]);
        Assert.True(interlock.Tripped);
    }

    [Fact]
    public void A_bad_pH_closes_nothing_for_that_is_the_controllers_to_do()
    {
        _scene.Read(Tags.PH, 9, Scene.Dead);
        Assert.Equal(0.5, _scene.Guard(new PHInterlock(6.6, 7.4), (Scene.Base, 0.5))[Actuators.Base]);
        Assert.Empty(_scene.Events);
    }

    [Fact]
    public void Base_and_carbon_dioxide_exclude_each_other_and_that_is_reported()
    {
        var interlock = new PHInterlock(6.6, 7.4);
        _scene.Read(Tags.PH, 7.1);
        for (int i = 0; i < 3; i++)
        {
            Dictionary<Tag, double> got = _scene.Guard(interlock, (Scene.CarbonDioxide, 1), (Scene.Base, 0.5));
            Assert.Equal((1, 0), (got[Actuators.CarbonDioxide], got[Actuators.Base]));
        }
        Assert.Equal("interlock.acted", Assert.Single(_scene.Events).Code);
        _scene.Guard(interlock, (Scene.CarbonDioxide, 0), (Scene.Base, 0.5));
        Assert.Equal("interlock.released", _scene.Events[^1].Code);
    }

    [Fact]
    public void Base_and_carbon_dioxide_are_never_open_together() =>
        Gen.Select(Gen.Double[0, 10], Gen.Double[0, 5], Gen.Double[6, 8], Gen.Int[0, 4]).Array[1, 30].ForAll(200, ticks =>
        {
            var scene = new Scene();
            var interlock = new PHInterlock(6.6, 7.4);
            foreach ((double gas, double alkali, double pH, int status) in ticks)
            {
                scene.Pass();
                scene.Read(Tags.PH, pH, new Quality((Ne107)status));
                Dictionary<Tag, double> got = scene.Guard(interlock, (Scene.CarbonDioxide, gas), (Scene.Base, alkali));
                Assert.True(got[Actuators.CarbonDioxide] == 0 || got[Actuators.Base] == 0);
            }
        });

    [Fact]
    public void No_interlock_raises_a_command_or_leaves_its_range() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[-20, 300], Gen.Double[5, 9], Gen.Double[0, 250], Gen.Int[0, 4], Gen.Double[0, 10]).Array[1, 60].ForAll(60, ticks =>
        {
            var scene = new Scene();
            IInterlock[] interlocks = [new StirrerInterlock(Mixed), new PHInterlock(6.6, 7.4), new VolumeInterlock(190, 1, Liquids), new DoseInterlock("feed-dose", 1, Actuators.Feed),
                new DoseInterlock("base-dose", 1.5, Actuators.Base), new WatchdogInterlock(TimeSpan.FromMinutes(5), Unseen)];
            foreach ((double share, double speed, double pH, double volume, int status, double age) in ticks)
            {
                scene.Pass();
                var quality = new Quality((Ne107)status);
                scene.Read(Tags.MeasuredAgitation, speed, quality, age);
                scene.Read(Tags.PH, pH, quality);
                scene.Read(Tags.Volume, volume, quality);
                List<Command> commands = [.. Scene.Limits.Values.Select(l => l.Command(scene.Now, l.Low + share * (l.High - l.Low), "test", "", []))];
                foreach (IInterlock interlock in interlocks)
                {
                    Command[] before = [.. commands];
                    interlock.Guard(scene.Situation, Scene.Tick, commands, scene.Events);
                    Assert.Equal(before.Select(c => c.Actuator), commands.Select(c => c.Actuator));
                    for (int i = 0; i < before.Length; i++) Assert.InRange(commands[i].Value, commands[i].Lower, before[i].Value);
                }
                foreach (Command c in commands) scene.Situation.InForce[c.Actuator] = c;
            }
            // acted and released take turns for each interlock
            foreach (IGrouping<string, Event> events in scene.Events.GroupBy(e => e.Data["interlock"]))
                Assert.All(events.Select((e, i) => (e, i)), e => Assert.Equal(e.i % 2 == 0 ? "interlock.acted" : "interlock.released", e.e.Code));
        });

    [Fact]
    public void The_hourly_dose_is_never_exceeded_in_any_hour() =>
        Gen.Select(Gen.Double[0, 2], Gen.Double[0.25, 5]).Array[1, 200].ForAll(60, ticks =>
        {
            var scene = new Scene();
            var interlock = new DoseInterlock("feed-dose", 1, Actuators.Feed);
            var given = new List<(DateTimeOffset Time, double Litres)>();
            foreach ((double flow, double minutes) in ticks)
            {
                scene.Pass(minutes);
                List<Command> commands = [Scene.Feed.Command(scene.Now, flow, "test", "", [])];
                interlock.Guard(scene.Situation, minutes / 60, commands, scene.Events);
                given.Add((scene.Now, commands[0].Value * minutes / 60));
                Assert.True(given.Where(g => scene.Now - g.Time < TimeSpan.FromHours(1)).Sum(g => g.Litres) <= 1 + 1e-9);
            }
        });

    [Fact]
    public void A_controller_that_asks_for_too_much_gets_the_hourly_dose_and_one_report()
    {
        var interlock = new DoseInterlock("feed-dose", 1, Actuators.Feed);
        double litres = 0;
        for (int i = 0; i < 60; i++, _scene.Pass()) litres += _scene.Guard(interlock, (Scene.Feed, 2))[Actuators.Feed] / 60;
        Assert.Equal(1, litres, 1e-9);
        Event acted = Assert.Single(_scene.Events);
        Assert.Equal(("interlock.acted", Severity.Medium, Scene.Start.AddMinutes(30)), (acted.Code, acted.Severity, acted.Time));
        for (int i = 0; i < 60; i++, _scene.Pass()) _scene.Guard(interlock, (Scene.Feed, 0.1));
        Assert.Equal(["interlock.acted", "interlock.released"], _scene.Events.Select(e => e.Code));
    }

    [Fact]
    public void An_actuator_keeps_to_its_range_and_rate_but_closes_to_its_safe_value_at_once() =>
        Gen.Select(Gen.Double[-0.5, 1.5], Gen.Int[0, 6]).Array[1, 60].ForAll(300, wishes =>
        {
            var scene = new Scene();
            var interlock = new RateInterlock(Scene.Limits);
            foreach ((double share, int which) in wishes)
            {
                ActuatorLimit limit = Scene.Limits.Values.ElementAt(which);
                double wish = limit.Low + share * (limit.High - limit.Low), step = limit.MaximumRatePerHour * Scene.Tick;
                // a controller with limits of its own, wider than the equipment's
                List<Command> commands = [new(limit.Actuator, scene.Now, wish, limit.Unit, -1000, 1000, "test", "", [])];
                interlock.Guard(scene.Situation, Scene.Tick, commands, []);
                double value = commands[0].Value;
                Assert.InRange(value, limit.Low, limit.High);
                if (scene.Situation.InForce.TryGetValue(limit.Actuator, out Command? last))
                {
                    bool near = Math.Abs(value - last.Value) <= step + 1e-9;
                    bool closing = Math.Min(last.Value, limit.Safe) <= value && value <= Math.Max(last.Value, limit.Safe);
                    Assert.True(near || closing, $"{limit.Actuator} from {last.Value} to {value}");
                    if (Math.Min(last.Value, limit.Safe) <= wish && wish <= Math.Max(last.Value, limit.Safe)) Assert.Equal(wish, value);
                }
                scene.Situation.InForce[limit.Actuator] = commands[0];
            }
        });

    [Fact]
    public void A_jump_is_slowed_to_the_rate_of_the_equipment()
    {
        var interlock = new RateInterlock(Scene.Limits);
        _scene.Guard(interlock, (Scene.Feed, 0));
        Assert.Equal(1, _scene.Guard(interlock, (Scene.Feed, 2))[Actuators.Feed]); // 60 L/h/h is 1 L/h in a minute
        Assert.Equal(2, _scene.Guard(interlock, (Scene.Feed, 2))[Actuators.Feed]);
        Assert.Equal(0, _scene.Guard(interlock, (Scene.Feed, 0))[Actuators.Feed]);
    }
}
