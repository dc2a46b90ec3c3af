using CsCheck;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Tests.Controllers;

/// <summary>Temperature, pH and oxygen. The feed has its own tests.</summary>
public class ControllerTests
{
    private readonly Scene _scene = new();

    private static IController Create(string name) => name switch
    {
        "temperature" => new TemperatureController(Scene.Jacket, gain: 4, integralTime: 0.4),
        "pH" => new PHController(Scene.CarbonDioxide, Scene.Base),
        _ => new OxygenController(Scene.Air, Scene.Stirrer, Scene.Oxygen),
    };

    public static readonly TheoryData<string, double> Loops = new() { { "temperature", 36.8 }, { "pH", 7.05 }, { "DO", 40 } };

    [Theory]
    [MemberData(nameof(Loops))]
    public void A_good_reading_is_the_evidence_of_every_command(string loop, double setPoint)
    {
        IController controller = Create(loop);
        Assert.Equal(loop, controller.Name);
        Run(controller, setPoint, 30, k => setPoint + 0.001 * k);
        Command[] commands = Run(controller, setPoint, 1, _ => setPoint);
        Assert.All(commands, c =>
        {
            Assert.Equal($"{loop}/pid", c.Controller);
            Assert.Equal(new Evidence(new Tag(loop), _scene.Now, default, TimeSpan.FromMinutes(5)), Assert.Single(c.Evidence));
        });
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void With_a_bad_or_stale_reading_the_loop_holds_and_looks_at_nothing(string loop, double setPoint)
    {
        IController controller = Create(loop);
        Run(controller, setPoint, 60, k => setPoint + 0.02 * (k % 2));
        Command[] held = Run(controller, setPoint, 1, _ => 1e6, Scene.Dead);
        Assert.All(held, AssertHeld);
        Assert.Equal("ladder.down", Assert.Single(_scene.Events).Code);

        for (int i = 0; i < 30; i++)
        {
            Command[] again = Run(controller, setPoint, 1, _ => double.NaN, Scene.Dead);
            Assert.Equal(held.Select(c => c.Value), again.Select(c => c.Value));
        }
        Run(controller, setPoint, 60, _ => setPoint);
        Assert.Equal("ladder.up", _scene.Events[^1].Code);
        for (int i = 0; i < 7; i++)
        {
            _scene.Pass(); // no reading any more: the last one grows old
            Assert.All(_scene.Decide(controller), c => Assert.Equal(i < 5 ? $"{loop}/pid" : $"{loop}/hold", c.Controller));
        }
        Assert.All(_scene.Decide(controller), AssertHeld);

        void AssertHeld(Command command)
        {
            Assert.Equal($"{loop}/hold", command.Controller);
            Assert.Empty(command.Evidence);
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void Off_gives_the_safe_values(string loop, double setPoint)
    {
        IController controller = Create(loop);
        Run(controller, setPoint, 20, _ => setPoint - 1);
        _scene.Situation.Targets.Clear();
        Assert.All(_scene.Decide(controller), AssertSafe);
        _scene.Aim(new Tag(loop), setPoint);
        _scene.Situation.Stopped = true;
        Assert.All(_scene.Decide(controller), AssertSafe);

        void AssertSafe(Command command)
        {
            Assert.Equal(Scene.Limits[command.Actuator].Safe, command.Value);
            Assert.Equal($"{loop}/off", command.Controller);
            Assert.Empty(command.Evidence);
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void Commands_stay_in_the_ranges_of_the_actuators_whatever_is_read(string loop, double setPoint) =>
        Gen.Select(Gen.Double[-1000, 1000], Gen.Int[0, 4], Gen.Double[-5, 5]).Array[1, 60].ForAll(100, samples =>
        {
            var scene = new Scene();
            IController controller = Create(loop);
            int commands = controller.Name switch { "temperature" => 1, "pH" => 2, _ => 3 };
            foreach ((double value, int status, double shift) in samples)
            {
                scene.Pass();
                scene.Aim(new Tag(loop), setPoint + shift);
                scene.Read(new Tag(loop), value, new Quality((Ne107)status, "seeded"));
                Command[] given = scene.Decide(controller);
                Assert.Equal(commands, given.Select(c => c.Actuator).Distinct().Count());
                Assert.All(given, c => Assert.InRange(c.Value, Scene.Limits[c.Actuator].Low, Scene.Limits[c.Actuator].High));
                Assert.All(given, c => Assert.All(c.Evidence, e => Assert.False(e.Quality.IsBad)));
            }
        });

    [Fact]
    public void A_jacket_that_never_controlled_holds_at_its_safe_value_and_not_at_zero()
    {
        Command jacket = Assert.Single(Run(new TemperatureController(Scene.Jacket, gain: 4, integralTime: 0.4), 36.8, 1, _ => 36.8, Scene.Dead));
        Assert.Equal(Scene.Jacket.Safe, jacket.Value);
    }

    [Fact]
    public void The_jacket_starts_from_where_it_stands()
    {
        _scene.Situation.InForce[Actuators.Jacket] = Scene.Jacket.ToSafe(_scene.Now, "test", "");
        Command jacket = Assert.Single(Run(new TemperatureController(Scene.Jacket, gain: 4, integralTime: 0.4), 36.8, 1, _ => 30));
        Assert.Equal(Scene.Jacket.Safe, jacket.Value, 1e-9);
    }

    [Fact]
    public void The_temperature_loop_heats_a_vessel_to_its_set_point()
    {
        var controller = new TemperatureController(Scene.Jacket, gain: 4, integralTime: 0.4);
        double broth = 30;
        for (int i = 0; i < 60 * 8; i++)
        {
            double jacket = Run(controller, 36.8, 1, _ => broth)[0].Value;
            broth += Scene.Tick * (2.5 * (jacket - broth) - 0.03 * (broth - 20));
        }
        Assert.Equal(36.8, broth, 1e-3);
    }

    [Fact]
    public void Carbon_dioxide_lowers_a_high_pH_and_base_raises_a_low_one_and_never_both()
    {
        var controller = new PHController(Scene.CarbonDioxide, Scene.Base);
        Command[] high = Run(controller, 7.05, 30, _ => 7.2);
        Assert.True(high.Single(c => c.Actuator == Actuators.CarbonDioxide).Value > 0);
        Assert.Equal(0, high.Single(c => c.Actuator == Actuators.Base).Value);
        Command[] low = Run(controller, 7.05, 60, _ => 6.9);
        Assert.Equal(0, low.Single(c => c.Actuator == Actuators.CarbonDioxide).Value);
        Assert.True(low.Single(c => c.Actuator == Actuators.Base).Value > 0);
    }

    [Theory]
    [InlineData(0.04)]
    [InlineData(-0.03)]
    public void The_pH_loop_takes_off_the_bias_that_the_laboratory_has_taught(double bias)
    {
        double[] corrected = Trace(bias, 7.10 + bias), plain = Trace(null, 7.10), uncorrected = Trace(null, 7.10 + bias);
        Assert.Equal(plain, corrected, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.NotEqual(plain[^2], uncorrected[^2], 1e-3);

        static double[] Trace(double? bias, double reading)
        {
            var scene = new Scene();
            var controller = new PHController(Scene.CarbonDioxide, Scene.Base);
            if (bias is { } b)
                scene.Situation.Estimate = new Estimate("test", scene.Now, "", [new Variable(Tags.PHBias, Unit.PH)], [b], [1e-4], []);
            scene.Aim(Tags.PH, 7.05);
            var values = new List<double>();
            for (int i = 0; i < 20; i++)
            {
                scene.Pass();
                scene.Read(Tags.PH, reading);
                values.AddRange(scene.Decide(controller).Select(c => c.Value));
            }
            return [.. values];
        }
    }

    [Fact]
    public void No_base_without_a_trusted_pH()
    {
        var controller = new PHController(Scene.CarbonDioxide, Scene.Base);
        Command alkali = Run(controller, 7.05, 60, _ => 6.9).Single(c => c.Actuator == Actuators.Base);
        Assert.True(alkali.Value > 0);
        Assert.Equal(0, Run(controller, 7.05, 1, _ => 6.9, Scene.Dead).Single(c => c.Actuator == Actuators.Base).Value);
    }

    [Fact]
    public void Falling_oxygen_is_met_by_air_then_stirrer_then_oxygen()
    {
        var controller = new OxygenController(Scene.Air, Scene.Stirrer, Scene.Oxygen);
        double air = 0, stirrer = 0, oxygen = 0;
        for (int i = 0; i < 240; i++)
        {
            Command[] c = Run(controller, 40, 1, _ => 25);
            Assert.True(c[0].Value >= air && c[1].Value >= stirrer && c[2].Value >= oxygen);
            (air, stirrer, oxygen) = (c[0].Value, c[1].Value, c[2].Value);
            if (stirrer > 40) Assert.Equal(5, air);
            if (oxygen > 0) Assert.Equal(150, stirrer);
        }
        Assert.Equal(2, oxygen);
    }

    [Fact]
    public void Held_oxygen_supply_is_a_little_above_what_was_needed_lately()
    {
        var controller = new OxygenController(Scene.Air, Scene.Stirrer, Scene.Oxygen);
        Command[] last = Run(controller, 40, 240, _ => 40);
        for (int i = 0; i < 6; i++) last = Run(controller, 40, 1, _ => 38 + i % 2);
        Command[] held = Run(controller, 40, 1, _ => 0, Scene.Dead);
        Assert.True(held[0].Value > last[0].Value);
        Assert.True(held[0].Value < last[0].Value + 1.5);
    }

    private Command[] Run(IController controller, double setPoint, int minutes, Func<int, double> reading, Quality quality = default)
    {
        Command[] commands = [];
        var tag = new Tag(controller.Name);
        for (int i = 0; i < minutes; i++)
        {
            _scene.Pass();
            _scene.Aim(tag, setPoint);
            _scene.Read(tag, reading(i), quality);
            commands = _scene.Decide(controller);
        }
        return commands;
    }
}
