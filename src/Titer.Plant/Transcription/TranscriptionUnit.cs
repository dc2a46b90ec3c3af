using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Controllers.Transcription;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Downstream;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Interlocks;
using Titer.Control.Strategy;
using Titer.Control.Strategy.Transcription;
using Titer.Core;
using Titer.Plant.Downstream;
using Titer.Plant.Loop;
using Titer.Sensing;
using Titer.Sensing.Filtration;
using Titer.Sensing.Raman;
using P = Titer.Processes.Transcription.IvtParameter;
using T = Titer.Control.TranscriptionTags;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Plant.Transcription;

/// <summary>
/// A line for mRNA, wired from its recipe: a stirred vessel with the chips, estimator, controllers and interlocks of a fed-batch transcription, and
/// behind it filtration, nanoparticle mixer and filler with theirs.
/// </summary>
public static class TranscriptionUnit
{
    /// <summary>How long a stirrer that stood must have turned again before the batch may go on: a reaction of hours does not wait longer.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(3);

    /// <param name="raman">For a transcription.</param>
    /// <param name="faults">What people may make go wrong while it runs, <see cref="BatchEngine.Faults"/>.</param>
    /// <exception cref="InputException">The equipment lacks an actuator, or the formula a parameter, or the strategy asks for what there is
    /// not.</exception>
    public static UnitStages Create(Recipe recipe, DateTimeOffset start, RamanCalibration raman, bool autoConfirm, IDeadline deadline,
        ImmutableSortedDictionary<string, double>? faults)
    {
        TranscriptionMix mix = TranscriptionMix.Of(recipe);
        ImmutableArray<TranscriptionPump> pumps = TranscriptionPump.All();
        Tag[] liquids = [.. pumps.Select(p => p.Actuator)];
        Dictionary<Tag, ActuatorLimit> limits =
            recipe.Equipment.Limits("a transcription", [.. liquids, Actuators.Stirrer, Actuators.Jacket, .. LineStages.Actuators]);
        DownstreamFormula downstream = DownstreamFormula.Of(recipe);
        var situation = new Situation { Now = start };
        var estimator = new IvtEstimator("transcription", start, mix.Start, mix.Parameters);
        var filtration = new FiltrationEstimator("line", downstream.Filtration, downstream.LipidStock);
        var engine = new BatchEngine(recipe, autoConfirm) { Faults = faults };
        IStrategy? strategy = recipe.Strategy is { } wanted
            ? new IvtStrategy(TranscriptionStrategySettings.Of(recipe, wanted), estimator, deadline)
            : null;

        ImmutableArray<TranscriptionFeed> feeds =
        [
            new(T.NucleotideFeed,
                [
                    (pumps[U.Atp], mix.Part(P.Adenosines)), (pumps[U.Utp], mix.Part(P.Uridines)),
                    (pumps[U.Ctp], mix.Part(P.Cytidines)), (pumps[U.Gtp], mix.Part(P.Guanosines)),
                ],
                [(pumps[U.Cap], mix.CapPart)]),
            new(T.MagnesiumFeed, [(pumps[U.Magnesium], 1)], []),
            new(T.PolymeraseFeed, [(pumps[U.Polymerase], 1)], []),
        ];
        ImmutableArray<TranscriptionDose> doses =
        [
            new(T.Dnase, Unit.EnzymePerMillilitre, mix[P.FeedDnase], pumps[U.Dnase]), new(T.Edta, Unit.Millimolar, mix[P.FeedEdta], pumps[U.Edta]),
        ];
        IController[] controllers =
        [
            // The jacket moves the reaction with a time constant of 7.5 min; lambda tuning to 2 min (Astrom and Hagglund 2006, ch. 6).
            new TemperatureController(limits[Actuators.Jacket], gain: 4, integralTime: 0.125),
            new AlkaliController(limits[Actuators.Base], pumps[U.Base].Monitor),
            new FlowController(Tags.MeasuredAgitation, [(limits[Actuators.Stirrer], 1, null)], Tags.MeasuredAgitation),
            .. feeds.Select(f => new FlowController(f.Variable, [.. f.Measured.Concat(f.Besides).Select(Fed)], Tags.Volume, strategy)),
            .. doses.Select(d => new DoseController(d.Variable, limits[d.Pump.Actuator], d.Pump.Monitor, d.Pump.Mass, d.Stock, d.Pump.Density)),
            .. LineStages.Controllers(downstream, limits),
        ];
        var stirrer = new StirrerInterlock(new Closing(liquids));
        IInterlock[] interlocks =
        [
            stirrer,
            new PHInterlock(low: double.NegativeInfinity, high: 8.6),
            new VolumeInterlock(recipe.Equipment.WorkingVolume?.High ?? double.PositiveInfinity, room: 0.05, new Closing(liquids)),
            new DoseInterlock("nucleotide-dose", 1.5, Actuators.Atp, Actuators.Utp, Actuators.Ctp, Actuators.Gtp),
            // What an hour may bring of each at most: twice what the whole batch needs would still do no harm to people or vessel.
            .. pumps.Select(p => new DoseInterlock($"{p.Actuator}-dose", HourlyLitres(p.Input), p.Actuator)),
            new WatchdogInterlock(TimeSpan.FromMinutes(5), new Closing(liquids)),
            .. LineStages.Interlocks(limits),
            new RateInterlock(limits),
        ];
        return new UnitStages(
            [.. Sensors.ForTranscription(raman), new FiltrationSensor(FiltrationCalibration.Nominal)],
            new LineEstimateStage(new TranscriptionEstimateStage(estimator, pumps, situation, mix.Start[X.Temperature]),
                estimator, filtration, situation),
            new LineDecideStage(
                new DecideStage(engine, new LineReadings(new TranscriptionReadings(situation, feeds, doses), situation),
                    new HoldSupervisor(stirrer, autoConfirm, Calm), controllers, situation, strategy),
                engine, filtration, downstream, situation),
            new GuardStage(interlocks, situation),
            engine);

        (ActuatorLimit, double, PumpMonitor?) Fed((TranscriptionPump Pump, double Part) f) => (limits[f.Pump.Actuator], f.Part, f.Pump.Monitor);
    }

    private static double HourlyLitres(int pump) => pump switch
    {
        U.Atp or U.Utp or U.Ctp or U.Gtp => 0.45,
        U.Cap or U.Magnesium or U.Base => 0.25,
        U.Polymerase => 0.05,
        U.Dnase => 0.1,
        U.Edta => 1.5,
        _ => throw new ArgumentOutOfRangeException(nameof(pump), pump, "There is no such pump."),
    };
}
