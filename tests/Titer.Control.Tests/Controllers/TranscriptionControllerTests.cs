using Titer.Control.Controllers;
using Titer.Control.Controllers.Transcription;
using Titer.Control.Estimators;
using Titer.Control.Interlocks;
using Titer.Core;

namespace Titer.Control.Tests.Controllers;

public class TranscriptionControllerTests
{
    private const double Stock = 10000, Density = 1.13;
    private static readonly Tag Mass = new("mass/DNase");
    private static readonly ActuatorLimit Dnase = new(Actuators.Dnase, Unit.LitrePerHour, 0, 0.3, 60, 0), Gtp = new(Actuators.Gtp, Unit.LitrePerHour, 0, 0.5, 60, 0);

    private readonly Scene _scene = new();

    private static PumpMonitor Monitor(Tag pump) => new(pump.Name, Density, TimeSpan.FromMinutes(20));

    private static DoseController Dose() => new(TranscriptionTags.Dnase, Dnase, Monitor(Actuators.Dnase), Mass, Stock, Density);

    private double Dosed(DoseController controller, int minutes, Action? each = null)
    {
        double litres = 0;
        for (int i = 0; i < minutes; i++)
        {
            _scene.Read(Tags.Volume, 5);
            _scene.Read(Mass, litres * Density);
            each?.Invoke();
            litres += Assert.Single(_scene.Decide(controller)).Value * Scene.Tick;
            _scene.Pass();
        }
        return litres;
    }

    [Fact]
    public void A_dose_brings_the_vessel_to_its_concentration_and_then_stops()
    {
        _scene.Aim(TranscriptionTags.Dnase, 40);
        DoseController controller = Dose();
        double litres = Dosed(controller, 10);
        Assert.Equal(40, Stock * litres / (5 + litres), 1e-6);
        Assert.Equal(0, Assert.Single(_scene.Decide(controller)).Value);
    }

    [Fact]
    public void Without_a_balance_what_the_pump_was_told_counts_and_without_a_volume_nothing_is_dosed()
    {
        _scene.Aim(TranscriptionTags.Dnase, 40);
        Assert.Equal(40, Stock * Dosed(Dose(), 10, () => _scene.Read(Mass, 0, Scene.Dead)) / 5, 0.2);
        Assert.Equal(0, Dosed(Dose(), 10, () => _scene.Read(Tags.Volume, 5, Scene.Dead)));
        Assert.Contains(_scene.Events, e => e.Code == "ladder.down" && e.Data["to"] == "hold");
    }

    [Fact]
    public void A_flow_is_split_over_its_pumps_and_held_when_nobody_sees_what_it_does()
    {
        var other = new ActuatorLimit(Actuators.Atp, Unit.LitrePerHour, 0, 0.5, 60, 0);
        var controller = new FlowController(TranscriptionTags.NucleotideFeed, [(Gtp, 0.25, null), (other, 0.75, null)], Tags.Volume);
        _scene.Aim(TranscriptionTags.NucleotideFeed, 0.4);
        _scene.Read(Tags.Volume, 3);
        Assert.Equal([0.1, 0.3], _scene.Decide(controller).Select(c => Math.Round(c.Value, 12)));
        _scene.Pass(10);
        Assert.All(_scene.Decide(controller), c => Assert.Equal("nucleotide-feed/hold", c.Controller));
    }

    [Fact]
    public void Base_raises_a_low_pH_and_holds_its_recent_mean_without_a_reading()
    {
        var controller = new AlkaliController(Scene.Base, Monitor(Actuators.Base));
        _scene.Aim(Tags.PH, 7.8);
        Command last = null!;
        for (int i = 0; i < 30; i++, _scene.Pass())
        {
            _scene.Read(Tags.PH, 7.7);
            last = Assert.Single(_scene.Decide(controller));
        }
        Assert.True(last.Value > 0.1, $"{last.Value} L/h of base");
        _scene.Read(Tags.PH, 7.7, Scene.Dead);
        Command held = Assert.Single(_scene.Decide(controller));
        Assert.Equal("pH/hold", held.Controller);
        Assert.InRange(held.Value, 0.01, last.Value);
    }

    [Fact]
    public void Several_liquids_together_are_cut_in_proportion_at_their_hourly_dose()
    {
        var interlock = new DoseInterlock("nucleotide-dose", 0.01, Actuators.Gtp, Actuators.Atp);
        var other = new ActuatorLimit(Actuators.Atp, Unit.LitrePerHour, 0, 0.5, 60, 0);
        double dosed = 0;
        for (int i = 0; i < 30; i++, _scene.Pass())
        {
            Dictionary<Tag, double> let = _scene.Guard(interlock, (Gtp, 0.1), (other, 0.3));
            Assert.Equal(3 * let[Actuators.Gtp], let[Actuators.Atp], 1e-12);
            dosed += (let[Actuators.Gtp] + let[Actuators.Atp]) * Scene.Tick;
        }
        Assert.Equal(0.01, dosed, 1e-12);
        Assert.Single(_scene.Events, e => e.Code == "interlock.acted");
    }
}
