using System.Collections.Immutable;
using Titer.Control.Estimators.Faults;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;

namespace Titer.Control.Estimators;

/// <summary>
/// Estimates the culture from all chips and the laboratory. Readings of any rate and delay are taken at the time the medium had them: the
/// filter keeps its past (<see cref="RewindingFilter{TModel, TMeasure}"/>), and a late result rewinds it to the sampling time and runs it forward
/// again.
/// A reading further than <see cref="Gate"/> sigma from what is expected is rejected; when the same sensor, of a quality that is not bad,
/// has been rejected <see cref="Persistence"/> times running it is taken again at the weight that puts it on the gate, because then the
/// model is as likely to be wrong. Sensors that fail within the gate or beside it are isolated by a <see cref="FaultBank"/>.
/// </summary>
public sealed class ChoEstimator
{
    public const double Gate = 4.5;
    public const int Persistence = 20;
    /// <summary>How long results may be under way.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    private readonly string _source;
    private readonly double[] _nominal;
    private readonly RewindingFilter<ChoDynamics, ChoMeasurement> _filter;
    private readonly Dictionary<Tag, int> _rejectedInARow = [];
    private readonly PublishedState _published;
    private readonly List<(Measurement Measurement, ChoMeasurement Model)> _late = [];
    private readonly List<Innovation> _innovations = [];
    private readonly List<Event> _events = [];
    private readonly FaultBank _faults;
    private readonly bool _isolates;
    private readonly double _sampleLitres;
    private readonly GaussianState _reported;
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
        (_isolates, _sampleLitres, _lastSample) = (isolates, sampleLitres, DateTimeOffset.MinValue);
        _source = source;
        _nominal = nominal;
        _dynamics = new ChoDynamics(nominal);
        SquareRootFilter filter = (kind ?? FilterKind.CentralDifference).Create(ChoPrior.Mean(culture), ChoPrior.StandardDeviations(culture));
        _faults = new FaultBank(A.Count, start, Memory, ChoPrior.Jumps(culture));
        _filter = new RewindingFilter<ChoDynamics, ChoMeasurement>(
            filter, _dynamics, start, Memory, TimeSpan.FromMinutes(1), isolates ? _faults : null);
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

    /// <summary>Moves to <paramref name="now"/> with the inputs that held since the last call, then takes the readings.</summary>
    public void Update(DateTimeOffset now, ReadOnlySpan<double> inputs, IReadOnlyList<Measurement> measurements)
    {
        _filter.Advance(now, inputs);

        foreach (Measurement m in measurements)
        {
            if (!ChoMeasurement.TryFor(m.Tag, _nominal, out ChoMeasurement model)) continue;
            if (m.Quality.IsBad)
                _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false, $"quality {m.Quality}"));
            else if (m.Time > now)
                _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false, "sampled in the future"));
            else if (m.Time < _filter.Oldest)
                _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false,
                    now - m.Time > Memory ? $"older than {Memory.TotalHours} h" : "sampled before the start"));
            else if (m.Time < now)
                _late.Add((m, model));
            else
                _innovations.Add(Take(m, model));
        }
        TakeLate();
        if (_isolates) Watch(now);
    }

    /// <summary>The sensors that are isolated, and why.</summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated => _faults.Isolated;

    /// <summary>Appends what was isolated and taken back since the last call.</summary>
    public void Report(List<Event> events)
    {
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>The estimate of the last update, with what became of every reading since the estimate before.</summary>
    public Estimate Publish()
    {
        _filter.Report(_reported);
        _reported.CopyTo(_state, _root);
        ReadOnlySpan<double> state = _state;
        _dynamics.Parameters(state.AsReal(), _parameters.AsSpan().AsReal());
        _filter.Inputs.CopyTo(_inputs);
        (ImmutableArray<double> values, ImmutableArray<double> covariance) = _published.Of(_reported);
        ImmutableArray<Innovation> innovations = [.. _innovations];
        _innovations.Clear();
        return new Estimate(_source, _filter.Newest, Model, PublishedVariables, values, covariance, innovations);
    }

    private static readonly ImmutableArray<Variable> PublishedVariables = [.. A.Published];

    // Results of one sample arrive together: the past is run again once per sampling time, not once per result.
    private void TakeLate()
    {
        foreach (IGrouping<DateTimeOffset, (Measurement Measurement, ChoMeasurement Model)> sample in _late.GroupBy(l => l.Measurement.Time))
        {
            _filter.GoBackTo(sample.Key);
            if (_sampleLitres > 0 && sample.Key > _lastSample && sample.Any(l => l.Measurement.Tag.Name.StartsWith("lab/", StringComparison.Ordinal)))
            {
                _filter.AddInput(sample.Key, ChoInput.Sampling, _sampleLitres);
                _lastSample = sample.Key;
            }
            foreach ((Measurement m, ChoMeasurement model) in sample) _innovations.Add(Take(m, model));
            _filter.Return();
        }
        _late.Clear();
    }

    private void Watch(DateTimeOffset now)
    {
        foreach (SensorFault healed in _faults.TakeBack())
        {
            _rejectedInARow[healed.Tag] = 0;
            _events.Add(FaultAlarm.Cleared(healed, now));
        }
        if (_faults.Find(now) is not { } fault) return;
        _filter.Isolate(fault);
        _events.Add(FaultAlarm.Raised(fault, now));
    }

    private Innovation Take(Measurement m, ChoMeasurement model)
    {
        (double expected, double spread) = _filter.Expect(ref model);
        double innovation = m.Value - expected;
        double variance = model.Variance(m.StandardUncertainty);
        double total = spread + variance, distance = Math.Abs(innovation) / Math.Sqrt(total);
        string reason = "";
        bool used = true;
        if (_isolates) _faults.Watch(m, model.UnknownOffset(m.StandardUncertainty));
        if (Isolated.TryGetValue(m.Tag, out SensorFault? fault))
        {
            (used, reason) = (false, $"isolated: {fault.Description}");
        }
        else if (distance > Gate)
        {
            int running = _rejectedInARow[m.Tag] = _rejectedInARow.GetValueOrDefault(m.Tag) + 1;
            used = running >= Persistence;
            reason = used ? $"taken at reduced weight after {running} rejections" : $"{distance:F1} sigma from expected";
            if (used) variance = innovation * innovation / (Gate * Gate) - spread;
        }
        else
        {
            _rejectedInARow[m.Tag] = 0;
        }
        _filter.Take(m.Value, variance, model, m.Tag, used);
        return new Innovation(m.Tag, m.Time, innovation, Math.Sqrt(spread + variance), used, reason);
    }
}
