using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>The mismatched plant of a seed, minute by minute, with the same pH loop whatever the strategy.</summary>
internal sealed class Vessel
{
    private const double BasePerPH = 1, HighestBase = 0.3, Minute = 1 / 60.0;

    private readonly double[] _split = new double[M.Parameters];
    private readonly ModelOde<InVitroTranscription> _ode;
    private readonly Integrator _integrator = new(X.Count, new Tolerance(1e-6, 1e-8));

    /// <param name="start">As the recipe mixes it.</param>
    public Vessel(ulong seed, double[] start) : this(TranscriptionDraw.From(seed, start, ControlRecipe.Parameters)) { }

    private Vessel(TranscriptionDraw plant)
    {
        (Parameters, State) = (plant.Parameters, [.. plant.Start]);
        ControlRecipe.Parameters.CopyTo(_split, 0);
        _split[M.CapShare] = ControlRecipe.Settings.CapShare;
        Flows[U.Jacket] = State[X.Temperature];
        _ode = new ModelOde<InVitroTranscription>(Flows, Parameters);
    }

    public double[] Parameters { get; }

    public double[] State { get; }

    /// <summary>Of the minute before.</summary>
    public double[] Flows { get; } = new double[U.Count];

    /// <summary>Runs a minute.</summary>
    /// <param name="feeds">L/h of nucleotides, magnesium and polymerase.</param>
    public void Run(ReadOnlySpan<double> feeds)
    {
        M.Share(feeds.AsReal(), new ReadOnlySpan<double>(_split).AsReal(), Flows.AsSpan().AsReal());
        Flows[U.Base] = Math.Clamp(BasePerPH * (ControlRecipe.LowestPH - InVitroTranscription.PH(State, Parameters)), 0, HighestBase);
        ModelOde<InVitroTranscription> ode = _ode;
        _integrator.Advance(ref ode, 0, Minute, State);
    }

    public Outcome Result()
    {
        double all = State[X.Rna] + State[X.BrokenRna];
        double litre = all * RnaMass.GramPerMicromole((Parameters[P.Adenosines], Parameters[P.Uridines], Parameters[P.Cytidines], Parameters[P.Guanosines]));
        double intact = State[X.Rna] / all, length = InVitroTranscription.Length<Real>(Parameters.AsSpan().AsReal()).Value;
        return new Outcome(litre * intact * State[X.Volume], litre * intact, 100 * State[X.DoubleStranded] / (all * length * 1e-3), 100 * intact,
            100 * State[X.CappedRna] / State[X.Rna]);
    }
}
