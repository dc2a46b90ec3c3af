using System.Collections.Immutable;
using Titer.Control;
using Titer.Control.Estimators.Transcription;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Processes.Transcription;
using Titer.Sensing;
using Titer.Sensing.Raman;
using U = Titer.Processes.Transcription.IvtInput;

namespace Titer.Bench.Mrna.SoftSensor;

/// <summary>
/// One simulated transcription of a mix that its seed draws over the ranges of the design space (docs/mrna.md), with the mismatched plant and the
/// chips of that seed, read through their raw frames; kept minute by minute so that estimators with other chips see the same reaction. A batch
/// runs with its falling pH. A fed batch starts with half of nucleotides and magnesium, gets the rest over two hours, and base against its pH.
/// </summary>
internal sealed class Reaction
{
    public const int Minutes = 180;
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);
    private const double FeedHours = 2, Lowest = 7.9, BasePerPH = 0.3;

    /// <summary>Of each minute: inputs of the minute before it, and what the chips gave then.</summary>
    public List<(double[] Inputs, ImmutableArray<Measurement> Measurements)> Past { get; } = [];

    /// <summary>True RNA g/L, double strands % and integrity % of each minute.</summary>
    public List<(double Rna, double DoubleStranded, double Integrity)> Truth { get; } = [];

    /// <summary>What the recipe says.</summary>
    public double[] Intended { get; }
    public double[] Nominal { get; } = InVitroTranscription.Description.DefaultParameters();

    public Reaction(ulong seed, bool fed, RamanCalibration raman)
    {
        Gaussian random = Gaussian.Stream(seed, fed ? "mix/fed" : "mix/batch");
        double each = random.Uniform(3, 10), magnesium = each * random.Uniform(2.5, 5), share = fed ? 0.5 : 1, litres = fed ? 3.5 : 5;
        var mix = new IvtConditions
        {
            Atp = share * each, Utp = share * each, Ctp = share * each, Gtp = share * each, Cap = 0.8 * share * each, Magnesium = share * magnesium,
            Polymerase = random.Uniform(60, 210), Template = 30, Pyrophosphatase = 2, Volume = litres, Composition = (1000, 1000, 1000, 1000),
        };
        Intended = [.. mix.Start()];
        foreach ((int parameter, double value) in mix.Own()) Nominal[parameter] = value;
        var plant = new SimulatedTranscription(2 * seed + (fed ? 1ul : 0), Start, Intended, Nominal, []);
        Run(plant, Sensors.ForTranscription(raman), fed, each, magnesium, litres);
    }

    private void Run(SimulatedTranscription plant, ImmutableArray<ISensor> sensors, bool fed, double each, double magnesium, double litres)
    {
        var frames = new List<Frame>();
        var measurements = new List<Measurement>();
        var reader = new IvtReader([.. plant.TrueParameters]);
        double[] state = new double[IvtAdaptiveState.Count], inputs = InVitroTranscription.Description.DefaultInputs();
        double feed = fed ? 0.5 * litres * each / Nominal[IvtParameter.FeedNucleotide] / FeedHours : 0;
        double magnesiumFeed = fed ? 0.5 * litres * magnesium / Nominal[IvtParameter.FeedMagnesium] / FeedHours : 0;
        double acidity = 8;
        plant.Read(Start, frames);
        for (int minute = 1; minute <= Minutes; minute++)
        {
            bool feeding = minute <= 60 * FeedHours;
            inputs[U.Atp] = inputs[U.Utp] = inputs[U.Ctp] = inputs[U.Gtp] = feeding ? feed : 0;
            (inputs[U.Cap], inputs[U.Magnesium]) = (0.8 * inputs[U.Atp], feeding ? magnesiumFeed : 0);
            inputs[U.Base] = fed ? Math.Clamp(BasePerPH * (Lowest - acidity), 0, 0.3) : 0;
            DateTimeOffset before = Start.AddMinutes(minute - 1), now = Start.AddMinutes(minute);
            plant.Act(before,
            [
                Command(Actuators.Atp, before, inputs[U.Atp]), Command(Actuators.Utp, before, inputs[U.Utp]),
                Command(Actuators.Ctp, before, inputs[U.Ctp]),
                Command(Actuators.Gtp, before, inputs[U.Gtp]), Command(Actuators.Cap, before, inputs[U.Cap]),
                Command(Actuators.Magnesium, before, inputs[U.Magnesium]), Command(Actuators.Base, before, inputs[U.Base]),
                Command(Actuators.Jacket, before, inputs[U.Jacket]),
            ]);
            frames.Clear();
            measurements.Clear();
            plant.Read(now, frames);
            foreach (Frame frame in frames)
                foreach (ISensor sensor in sensors)
                    if (sensor.Source == frame.Source) sensor.Sense(frame, measurements);
            foreach (Measurement m in measurements)
                if (m.Tag == Tags.PH && !m.Quality.IsBad) acidity = m.Value;
            Past.Add(([.. inputs], [.. measurements]));
            IvtAdaptiveState.FromModel(plant.Truth.AsReal(), state.AsSpan().AsReal());
            ReadOnlySpan<Real> x = ((ReadOnlySpan<double>)state).AsReal();
            Truth.Add((reader.Rna(x).Value, reader.DoubleStranded(x).Value, IvtReader.Integrity(x).Value));
        }
    }

    private static Command Command(Tag actuator, DateTimeOffset time, double value) =>
        new(actuator, time, value, Unit.LitrePerHour, double.NegativeInfinity, double.PositiveInfinity, "bench", "as planned", []);
}
