using System.Collections.Immutable;
using Titer.Control.Estimators.Faults;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Transcription;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>
/// Estimates a transcription from whatever chips there are, by a <see cref="GuardedFilter{TModel, TMeasure}"/>: pH, free magnesium, NTP, RNA,
/// crystals, temperature, and electrophoresis some ten minutes after its sample. What no chip tells stays at its prior, with its uncertainty.
/// </summary>
public sealed class IvtEstimator
{
    /// <summary>How long results may be under way.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly string _source;
    private readonly GuardedFilter<IvtDynamics, IvtMeasurement> _filter;
    private readonly IvtReader _reader;
    private readonly IvtPublished _published;
    private readonly GaussianState _reported;
    private readonly double[] _mean = new double[A.Count], _state = new double[A.Count], _root = new double[A.Count * A.Count];
    private readonly double[] _parameters = new double[IvtParameter.Count], _inputs = new double[IvtInput.Count];
    private readonly IvtDynamics _dynamics;

    /// <param name="source">Name of the unit.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="reaction">Starting values of <see cref="InVitroTranscription"/>, as the recipe mixes them.</param>
    /// <param name="nominal">Nominal parameters of <see cref="InVitroTranscription"/>, with the recipe's transcript, buffer and feeds.</param>
    /// <param name="kind">Which filter; central differences when null.</param>
    /// <param name="isolates">False for an estimator that takes every sensor at its word, to compare with.</param>
    public IvtEstimator(
        string source, DateTimeOffset start, ReadOnlySpan<double> reaction, double[] nominal, FilterKind? kind = null, bool isolates = true)
    {
        _source = source;
        _dynamics = new IvtDynamics(nominal);
        (_reader, _published) = (new IvtReader(nominal), new IvtPublished(nominal));
        double[] mean = IvtPrior.Mean(reaction), deviations = IvtPrior.StandardDeviations(reaction);
        SquareRootFilter filter = (kind ?? FilterKind.CentralDifference).Create(mean, deviations);
        filter.Widen(new double[A.Count], IvtPrior.Together(reaction, nominal));
        var faults = new FaultBank(A.Count, start, Memory, IvtPrior.Jumps(reaction), FaultPace.Hours);
        _filter = new GuardedFilter<IvtDynamics, IvtMeasurement>(filter, _dynamics, start, Memory, faults, isolates);
        _reported = new GaussianState(mean, deviations);
        Model = InVitroTranscription.Description.Hash(nominal);
    }

    /// <summary>Content hash of model and nominal parameters.</summary>
    public string Model { get; }

    /// <summary>
    /// The state of the last published estimate in the coordinates of the model and, behind it, the factors and biases
    /// (<see cref="IvtAdaptiveState"/>); for controllers that compute with the model.
    /// </summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>A square root of the covariance of <see cref="State"/>, row-major, rows are states.</summary>
    public ReadOnlySpan<double> Root => _root;

    /// <summary>Parameters of the model with the factors of <see cref="State"/>.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    public ReadOnlySpan<double> Inputs => _inputs;

    /// <summary>The sensors that are isolated, and why.</summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated => _filter.Isolated;

    /// <summary>
    /// Moves to <paramref name="now"/> with the inputs that held since the last call (flows that the pumps delivered, L/h, and the jacket,
    /// Cel), then takes the readings.
    /// </summary>
    public void Update(DateTimeOffset now, ReadOnlySpan<double> inputs, IReadOnlyList<Measurement> measurements)
    {
        _filter.Advance(now, inputs);
        foreach (Measurement m in measurements)
            if (IvtMeasurement.TryFor(m.Tag, _reader, out IvtMeasurement model)) _filter.Offer(m, model);
        _filter.Finish();
    }

    /// <summary>Appends what was isolated and taken back since the last call.</summary>
    public void Report(List<Event> events) => _filter.Report(events);

    /// <summary>The estimate of the last update, with what became of every reading since the estimate before.</summary>
    public Estimate Publish()
    {
        _filter.Report(_reported);
        _reported.CopyTo(_mean, _root);
        ReadOnlySpan<double> mean = _mean;
        _dynamics.Parameters(mean.AsReal(), _parameters.AsSpan().AsReal());
        _filter.Inputs.CopyTo(_inputs);
        _mean.CopyTo(_state, 0);
        A.ToModel(mean.AsReal(), _state.AsSpan().AsReal());
        double scale = A.NucleiScale(_state);
        foreach (ref double element in _root.AsSpan(X.Nuclei * A.Count, A.Count)) element *= scale;
        (ImmutableArray<double> values, ImmutableArray<double> covariance) = _published.Of(_reported);
        return new Estimate(_source, _filter.Newest, Model, IvtPublished.Variables, values, covariance, _filter.TakeInnovations());
    }
}
