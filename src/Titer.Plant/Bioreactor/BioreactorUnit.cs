using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Control.Interlocks;
using Titer.Control.Strategy;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Processes.CellCulture;
using Titer.Sensing;
using Titer.Sensing.Raman;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Plant.Bioreactor;

/// <summary>A stirred bioreactor with the chips, estimator, controllers and interlocks of a CHO fed-batch, wired from its recipe.</summary>
public static class BioreactorUnit
{
    /// <summary>What the equipment file must have for this unit.</summary>
    private static readonly Tag[] NeededActuators =
        [Actuators.Feed, Actuators.Base, Actuators.Stirrer, Actuators.Air, Actuators.Oxygen, Actuators.CarbonDioxide, Actuators.Jacket];

    // At a feed of 0.1 L/h an hour passes before a dose stands out of the noise of the balance.
    private static readonly TimeSpan PumpWindow = TimeSpan.FromHours(2);

    /// <summary>How long a stirrer that stood must have turned again before the batch may go on.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(15);

    /// <param name="faults">What people may make go wrong while it runs, <see cref="BatchEngine.Faults"/>.</param>
    /// <exception cref="InputException">The equipment lacks an actuator, the formula a parameter, or the strategy asks for what there is
    /// not.</exception>
    public static UnitStages Create(Recipe recipe, DateTimeOffset start, RamanCalibration raman, bool autoConfirm, IDeadline deadline,
        ImmutableSortedDictionary<string, double>? faults)
    {
        Dictionary<Tag, ActuatorLimit> limits = recipe.Equipment.Limits("a bioreactor", NeededActuators);
        var situation = new Situation { Now = start };
        var estimator = new ChoEstimator("bioreactor", start, IntendedStart(recipe), ChoFedBatch.Description.DefaultParameters(),
            sampleLitres: recipe.Equipment.SampleLitres);
        var feedPump = new PumpMonitor("feed-pump", density: 1.06, PumpWindow);
        var basePump = new PumpMonitor("base-pump", density: 1.05, PumpWindow);
        var stirrer = new StirrerInterlock(new Closing(Actuators.Feed, Actuators.Base, Actuators.Oxygen, Actuators.CarbonDioxide));
        var engine = new BatchEngine(recipe, autoConfirm) { Faults = faults };
        ChoStrategy? strategy = recipe.Strategy is { } wanted ? new ChoStrategy(StrategySettings.Of(wanted), estimator, deadline) : null;
        IController[] controllers =
        [
            // The jacket moves the broth with 2.5/h (time constant 24 min); lambda tuning to 12 min (Astrom and Hagglund 2006, ch. 6).
            new TemperatureController(limits[Actuators.Jacket], gain: 4, integralTime: 0.4),
            new PHController(limits[Actuators.CarbonDioxide], limits[Actuators.Base]),
            new OxygenController(limits[Actuators.Air], limits[Actuators.Stirrer], limits[Actuators.Oxygen]),
            new FeedController(limits[Actuators.Feed], estimator, feedPump, strategy),
        ];
        IInterlock[] interlocks =
        [
            stirrer,
            new PHInterlock(low: 6.6, high: 7.4),
            new VolumeInterlock(recipe.Equipment.WorkingVolume?.High ?? double.PositiveInfinity, room: 1, new Closing(Actuators.Feed,
                Actuators.Base)),
            new DoseInterlock("feed-dose", 1, Actuators.Feed),
            new DoseInterlock("base-dose", 1.5, Actuators.Base),
            new WatchdogInterlock(TimeSpan.FromMinutes(5), new Closing(Actuators.Feed, Actuators.Base, Actuators.Oxygen)),
            new RateInterlock(limits),
        ];
        return new UnitStages(
            Sensors.ForBioreactor(raman),
            new EstimateStage(estimator, feedPump, basePump, situation),
            new DecideStage(engine, new BioreactorReadings(situation), new HoldSupervisor(stirrer, autoConfirm, Calm), controllers, situation,
                strategy),
            new GuardStage(interlocks, situation),
            engine);
    }

    /// <summary>
    /// The state in which the recipe means the batch to start: pH and oxygen at their set points, the rest from the formula and
    /// the medium.
    /// </summary>
    public static double[] IntendedStart(Recipe recipe)
    {
        double[] p = ChoFedBatch.Description.DefaultParameters(), x = ChoFedBatch.Description.DefaultStates();
        x[X.ViableCells] = recipe.Parameter("inoculum-VCD").In(Unit.GigaPerLitre);
        x[X.DeadCells] = 0.05 * x[X.ViableCells];
        x[X.Glucose] = recipe.Parameter("initial-glucose").In(Unit.Millimolar);
        x[X.Volume] = recipe.Parameter("initial-volume").In(Unit.Litre);
        x[X.Temperature] = recipe.Parameter("temperature-growth").In(Unit.Celsius);
        x[X.Oxygen] = recipe.Parameter("DO-set-point").In(Unit.Percent) / 100 * GasTransfer.AirSaturation<Numerics.Real>(x[X.Temperature]).Value;
        x[X.StrongIons] = CarbonateEquilibrium.StrongIonsAt(
            recipe.Parameter("pH-set-point").In(Unit.PH), x[X.InorganicCarbon], p[P.Buffer], p[P.BufferPK]);
        return x;
    }
}
