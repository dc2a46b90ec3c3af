using CsCheck;
using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Core;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Controllers;

public class FeedControllerTests
{
    private static readonly double[] Nominal = ChoFedBatch.Description.DefaultParameters();

    private readonly Scene _scene = new();
    private readonly PumpMonitor _monitor = new("feed-pump", 1.06, TimeSpan.FromHours(2));
    private readonly double[] _culture = Culture();

    private static double[] Culture(double cells = 10, double glucose = 20)
    {
        double[] x = ChoFedBatch.Description.DefaultStates();
        (x[X.ViableCells], x[X.Glucose]) = (cells, glucose);
        return x;
    }

    private FeedController Controller()
    {
        var estimator = new ChoEstimator("bioreactor", _scene.Now, _culture, Nominal);
        estimator.Update(_scene.Now, ChoFedBatch.Description.DefaultInputs(), []);
        _scene.Situation.Estimate = estimator.Publish();
        return new FeedController(Scene.Feed, estimator, _monitor);
    }

    private Command Decide(FeedController controller, bool glucose = true, bool cells = true, double setPoint = 20)
    {
        _scene.Pass();
        _scene.Aim(Tags.Glucose, setPoint);
        _scene.Read(Tags.Glucose, 20, glucose ? Quality.Good : Scene.Dead);
        _scene.Read(Tags.Biovolume, 1.8, cells ? Quality.Good : Scene.Dead);
        return Assert.Single(_scene.Decide(controller));
    }

    /// <summary>Uptake by Monod kinetics written out again: growth / Y + maintenance.</summary>
    private static double Uptake(double[] x)
    {
        double pH = ChoFedBatch.PH(x, Nominal), oxygen = ChoFedBatch.OxygenSaturation(x);
        double aerobic = oxygen / (oxygen + Nominal[P.HalfOxygen]), fed = x[X.Glucose] / (Nominal[P.HalfGlucose] + x[X.Glucose]);
        double warm = (x[X.Temperature] - Nominal[P.OptimalTemperature]) / Nominal[P.TemperatureWidth], sour = (pH - Nominal[P.OptimalPH]) / Nominal[P.PHWidth];
        double growth = Nominal[P.MaximumGrowth] * Math.Exp(-warm * warm - sour * sour) * aerobic * fed * x[X.Glutamine] / (Nominal[P.HalfGlutamine] + x[X.Glutamine])
            * Nominal[P.InhibitionLactate] / (Nominal[P.InhibitionLactate] + x[X.Lactate]) * Nominal[P.InhibitionAmmonia] / (Nominal[P.InhibitionAmmonia] + x[X.Ammonia]);
        return growth / Nominal[P.YieldGlucose] + Nominal[P.MaintenanceGlucose] * fed;
    }

    [Fact]
    public void Feed_forward_is_the_closed_form_of_the_uptake_at_the_set_point()
    {
        Command feed = Decide(Controller());
        double expected = _culture[X.Volume] * Uptake(_culture) * _culture[X.ViableCells] / (Nominal[P.FeedGlucose] - _culture[X.Glucose]);
        Assert.Equal("glucose/feedback", feed.Controller);
        Assert.Equal(expected, feed.Value, 1e-3 * expected); // the model rounds concentrations off near zero, by 1e-4 of ammonia here
    }

    [Fact]
    public void That_flow_keeps_glucose_where_it_is_but_for_evaporation()
    {
        double flow = Decide(Controller()).Value;
        double[] u = ChoFedBatch.Description.DefaultInputs();
        u[U.Feed] = flow;
        double gas = u[U.Air] + u[U.OxygenGas] + u[U.CarbonDioxideGas];
        double still = Uptake(_culture) - ChoFedBatch.GlucoseUptake(_culture, Nominal);
        Assert.Equal(0, still, 1e-4);
        var dx = new double[X.Count];
        new Processes.ModelOde<ChoFedBatch>(u, Nominal).Derivatives(0, _culture, dx);
        Assert.Equal(Nominal[P.Evaporation] * gas / _culture[X.Volume] * _culture[X.Glucose], dx[X.Glucose], 1e-4);
    }

    [Fact]
    public void Feedback_takes_a_glucose_error_away_in_its_time_and_feed_forward_does_not()
    {
        double at = Decide(Controller()).Value, above = Decide(Controller(), setPoint: 22).Value;
        double correction = _culture[X.Volume] * 2 / FeedController.FeedbackTime / (Nominal[P.FeedGlucose] - _culture[X.Glucose]);
        Assert.Equal(correction, above - at, 1e-9);
        Assert.Equal(Decide(Controller(), glucose: false).Value, Decide(Controller(), glucose: false, setPoint: 22).Value);
    }

    [Fact]
    public void It_falls_back_to_feed_forward_without_glucose_and_holds_without_cells()
    {
        FeedController controller = Controller();
        Command feedback = Decide(controller), forward = Decide(controller, glucose: false), hold = Decide(controller, glucose: false, cells: false);
        Assert.Equal(["glucose/feedback", "glucose/feed-forward", "glucose/hold"], new[] { feedback, forward, hold }.Select(c => c.Controller));
        Assert.Equal([Tags.Glucose, Tags.Biovolume], feedback.Evidence.Select(e => e.Tag));
        Assert.Equal([Tags.Biovolume], forward.Evidence.Select(e => e.Tag));
        Assert.Empty(hold.Evidence);
        Assert.Equal(forward.Value, hold.Value, 1e-3);
        Assert.Equal(["feed-forward", "hold"], _scene.Events.Select(e => e.Data["to"]));
    }

    [Fact]
    public void It_holds_while_the_pump_does_not_deliver()
    {
        FeedController controller = Controller();
        Command before = Decide(controller);
        for (int i = 0; i <= 40; i++)
            _monitor.Update(Scene.Start.AddMinutes(i), Scene.Reading(Tags.FeedMass, Scene.Start.AddMinutes(i), 0), 1, i > 0 ? Scene.Tick : 0, []);
        Assert.True(_monitor.Fails);
        Command held = Decide(controller);
        Assert.Equal("glucose/hold", held.Controller);
        Assert.Equal(before.Value, held.Value, 1e-12);
        Assert.Contains("does not deliver", _scene.Events[^1].Data["why"]);
    }

    [Fact]
    public void It_does_without_feedback_on_a_glucose_that_is_hardly_known()
    {
        FeedController controller = Controller();
        Estimate estimate = _scene.Situation.Estimate!;
        int i = estimate.IndexOf(Tags.Glucose);
        double sigma = 1.01 * FeedController.MaximumRelativeUncertainty * estimate[Tags.Glucose];
        _scene.Situation.Estimate = estimate with { Covariance = estimate.Covariance.SetItem(i * (i + 1) / 2 + i, sigma * sigma) };
        Assert.Equal("glucose/feed-forward", Decide(controller).Controller);
        Assert.Equal("glucose is known to 15 % only", Assert.Single(_scene.Events).Data["why"]);
    }

    [Fact]
    public void Off_and_before_the_first_estimate_the_pump_stands()
    {
        FeedController controller = Controller();
        Assert.True(Decide(controller).Value > 0);
        _scene.Situation.Stopped = true;
        AssertStands();
        _scene.Situation.Stopped = false;
        _scene.Situation.Targets.Clear();
        AssertStands();
        _scene.Aim(Tags.Glucose, 20);
        _scene.Situation.Estimate = null;
        AssertStands();

        void AssertStands()
        {
            Command c = Assert.Single(_scene.Decide(controller));
            Assert.Equal((Scene.Feed.Safe, "glucose/off", 0), (c.Value, c.Controller, c.Evidence.Length));
        }
    }

    [Fact]
    public void The_pump_is_never_told_more_or_less_than_it_can() =>
        Gen.Select(Gen.Double[0.01, 60], Gen.Double[0.1, 150], Gen.Double[0, 200], Gen.Bool, Gen.Bool).ForAll(60, c =>
        {
            var test = new FeedControllerTests();
            Culture(c.Item1, c.Item2).CopyTo(test._culture, 0);
            Assert.InRange(test.Decide(test.Controller(), c.Item4, c.Item5, c.Item3).Value, Scene.Feed.Low, Scene.Feed.High);
        });
}
