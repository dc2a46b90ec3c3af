using System.Collections.Immutable;
using Titer.Control.Estimators.Faults;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;

namespace Titer.Control.Estimators;

/// <summary>Estimates the culture from all chips and the laboratory, by a <see cref="GuardedFilter{TModel, TMeasure}"/>.</summary>
public sealed class ChoEstimator
{
    /// <summary>How long results may be under way.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    private readonly string _source;
    private readonly double[] _nominal;
    private readonly GuardedFilter<ChoDynamics, ChoMeasurement> _filter;
    private readonly PublishedState _published;
    private readonly double _sampleLitres;
    private readonly GaussianState _reported;
    private readonly Action<DateTimeOffset, IEnumerable<Measurement>>? _sampled;
    private DateTimeOffset _lastSample;
    private readonly double[] _root = new double[A.Count * A.Count];
    private readonly double[] _state = new double[A.Count], _parameters = new double[ChoParameter.Count], _inputs = new double[ChoInput.Count];
    private readonly ChoDynamics _dynamics;

    /// <param name="source">Name of the unit.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="culture">Starting values of <see cref="ChoFedBatch"/>, twelve numbers.</param>
    /// <param name="nominal">Nominal parameters of <see cref="ChoFedBatch"/>.</param>
    /// <param name="kind">Which filter; central differences when null.</param>
    /// <param name="isolates">False for an estimator that takes every sensor at its word, to compare with.</param>
    /// <param name="sampleLitres">What one sample takes from the vessel, L: a result of the laboratory tells when it was drawn.</param>
    public ChoEstimator(
        string source, DateTimeOffset start, ReadOnlySpan<double> culture, double[] nominal, FilterKind? kind = null, bool isolates = true,
        double sampleLitres = 0)
    {
        (_sampleLitres, _lastSample) = (sampleLitres, DateTimeOffset.MinValue);
        _source = source;
        _nominal = nominal;
        _dynamics = new ChoDynamics(nominal);
        SquareRootFilter filter = (kind ?? FilterKind.CentralDifference).Create(ChoPrior.Mean(culture), ChoPrior.StandardDeviations(culture));
        var faults = new FaultBank(A.Count, start, Memory, ChoPrior.Jumps(culture), FaultPace.Days);
        _filter = new GuardedFilter<ChoDynamics, ChoMeasurement>(filter, _dynamics, start, Memory, faults, isolates);
        _sampled = sampleLitres > 0 ? Sampled : null;
        _reported = new GaussianState(filter.Mean, ChoPrior.StandardDeviations(culture));
        _published = new PublishedState(nominal);
        Model = ChoFedBatch.Description.Hash(nominal);
    }

    /// <summary>Content hash of model and nominal parameters.</summary>
    public string Model { get; }

    /// <summary>
    /// The state of the last published estimate in the coordinates of the model, its parameters and inputs; for controllers that
    /// compute with the model.
    /// </summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>A square root of the covariance of <see cref="State"/>, row-major, rows are states.</summary>
    public ReadOnlySpan<double> Root => _root;

    public ReadOnlySpan<double> Parameters => _parameters;

    public ReadOnlySpan<double> Inputs => _inputs;

    /// <summary>The sensors that are isolated, and why.</summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated => _filter.Isolated;

    /// <summary>Moves to <paramref name="now"/> with the inputs that held since the last call, then takes the readings.</summary>
    public void Update(DateTimeOffset now, ReadOnlySpan<double> inputs, IReadOnlyList<Measurement> measurements)
    {
        _filter.Advance(now, inputs);
        foreach (Measurement m in measurements)
            if (ChoMeasurement.TryFor(m.Tag, _nominal, out ChoMeasurement model)) _filter.Offer(m, model);
        _filter.Finish(_sampled);
    }

    /// <summary>Appends what was isolated and taken back since the last call.</summary>
    public void Report(List<Event> events) => _filter.Report(events);

    /// <summary>The estimate of the last update, with what became of every reading since the estimate before.</summary>
    public Estimate Publish()
    {
        _filter.Report(_reported);
        _reported.CopyTo(_state, _root);
        ReadOnlySpan<double> state = _state;
        _dynamics.Parameters(state.AsReal(), _parameters.AsSpan().AsReal());
        _filter.Inputs.CopyTo(_inputs);
        (ImmutableArray<double> values, ImmutableArray<double> covariance) = _published.Of(_reported);
        return new Estimate(_source, _filter.Newest, Model, PublishedVariables, values, covariance, _filter.TakeInnovations());
    }

    private static readonly ImmutableArray<Variable> PublishedVariables = [.. A.Published];

    // The first results of a sample tell that its volume has left the vessel.
    private void Sampled(DateTimeOffset time, IEnumerable<Measurement> results)
    {
        if (time <= _lastSample || !results.Any(m => m.Tag.Name.StartsWith("lab/", StringComparison.Ordinal))) return;
        _filter.AddInput(time, ChoInput.Sampling, _sampleLitres);
        _lastSample = time;
    }
}
