using System.Collections.Immutable;
using Titer.Control.Estimators.Faults;
using Titer.Core;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;

namespace Titer.Control.Estimators;

/// <summary>
/// Estimates the culture from all chips and the laboratory. Readings of any rate and delay are taken at the time the medium had them: the
/// filter keeps its past (<see cref="FilterHistory"/>), and a late result rewinds it to the sampling time and runs it forward again.
/// A reading further than <see cref="Gate"/> sigma from what is expected is rejected; when the same sensor, of a quality that is not bad,
/// has been rejected <see cref="Persistence"/> times running it is taken again at the weight that puts it on the gate, because then the
/// model is as likely to be wrong.
/// </summary>
public sealed class ChoEstimator
{
    public const double Gate = 4.5;
    public const int Persistence = 20;
    /// <summary>How long results may be under way.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    private readonly string _source;
    private readonly double[] _nominal;
    private readonly SigmaPointFilter _filter;
    private readonly FilterHistory _history;
    private readonly Dictionary<Tag, int> _rejectedInARow = [];
    private readonly PublishedState _published;
    private readonly FaultBank _faults;
    private readonly List<(Measurement Measurement, ChoMeasurement Model)> _late = [];
    private readonly List<Innovation> _innovations = [];
    private readonly List<Event> _events = [];
    private readonly double[] _signature = new double[A.Count];
    private readonly double[] _state = new double[A.Count], _parameters = new double[ChoParameter.Count], _inputs = new double[ChoInput.Count];
    private readonly bool _isolates;
    private ChoDynamics _dynamics;

    /// <param name="source">Name of the unit.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="culture">Starting values of <see cref="ChoFedBatch"/>, twelve numbers.</param>
    /// <param name="nominal">Nominal parameters of <see cref="ChoFedBatch"/>.</param>
    /// <param name="isolates">False for an estimator that takes every sensor at its word, to compare with.</param>
    public ChoEstimator(string source, DateTimeOffset start, ReadOnlySpan<double> culture, double[] nominal, bool isolates = true)
    {
        _isolates = isolates;
        _source = source;
        _nominal = nominal;
        _dynamics = new ChoDynamics(nominal);
        _filter = new SigmaPointFilter(ChoPrior.Mean(culture), ChoPrior.StandardDeviations(culture));
        _history = new FilterHistory(Memory, A.Count, ChoInput.Count);
        _published = new PublishedState(nominal);
        _faults = new FaultBank(A.Count, start, Memory, ChoPrior.Jumps(culture));
        _history.Add(start, _filter, _dynamics.Inputs);
        Model = ChoFedBatch.Description.Hash(nominal);
    }

    /// <summary>Content hash of model and nominal parameters.</summary>
    public string Model { get; }

    /// <summary>The sensors that are isolated, and why.</summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated => _faults.Isolated;

    /// <summary>
    /// The state of the last published estimate in the coordinates of the model, its parameters and inputs; for controllers that
    /// compute with the model.
    /// </summary>
    public ReadOnlySpan<double> State => _state;

    public ReadOnlySpan<double> Parameters => _parameters;

    public ReadOnlySpan<double> Inputs => _inputs;

    /// <summary>Moves to <paramref name="now"/> with the inputs that held since the last call, then takes the readings.</summary>
    public void Update(DateTimeOffset now, ReadOnlySpan<double> inputs, IReadOnlyList<Measurement> measurements)
    {
        _history.SetInputs(inputs);
        inputs.CopyTo(_dynamics.Inputs);
        Predict(_history.Newest, now);
        _history.Add(now, _filter, inputs);
        _faults.Mark(now);

        foreach (Measurement m in measurements)
        {
            if (!ChoMeasurement.TryFor(m.Tag, _nominal, out ChoMeasurement model)) continue;
            if (m.Quality.IsBad)
                _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false, $"quality {m.Quality}"));
            else if (m.Time > now)
                _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false, "sampled in the future"));
            else if (m.Time < _history.Oldest)
                _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false,
                    now - m.Time > Memory ? $"older than {Memory.TotalHours} h" : "sampled before the start"));
            else if (m.Time < now)
                _late.Add((m, model));
            else
                _innovations.Add(Take(m, model));
        }
        TakeLate(now);
        if (!_isolates) return;
        foreach (SensorFault healed in _faults.TakeBack())
        {
            _rejectedInARow[healed.Tag] = 0;
            _events.Add(FaultAlarm.Cleared(healed, now));
        }
        if (_faults.Find(now) is { } fault) Isolate(fault, now);
    }

    /// <summary>Appends what was isolated and taken back since the last call.</summary>
    public void Report(List<Event> events)
    {
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>The estimate of the last update, with what became of every reading since the estimate before.</summary>
    public Estimate Publish()
    {
        _filter.Mean.CopyTo(_state);
        _dynamics.Parameters(_state).CopyTo(_parameters);
        _dynamics.Inputs.CopyTo(_inputs);
        (ImmutableArray<double> values, ImmutableArray<double> covariance) = _published.Of(_filter);
        ImmutableArray<Innovation> innovations = [.. _innovations];
        _innovations.Clear();
        return new Estimate(_source, _history.Newest, Model, PublishedVariables, values, covariance, innovations);
    }

    private static readonly ImmutableArray<Variable> PublishedVariables = [.. A.Published];

    // Results of one sample arrive together: the past is run again once per sampling time, not once per result.
    private void TakeLate(DateTimeOffset now)
    {
        foreach (IGrouping<DateTimeOffset, (Measurement Measurement, ChoMeasurement Model)> sample in _late.GroupBy(l => l.Measurement.Time))
        {
            // The bank's past is coarser than the filter's.
            int node = _history.Rewind(_faults.Rewind(sample.Key), _filter, _dynamics.Inputs);
            Run(node, DateTimeOffset.MinValue, sample.Key);
            foreach ((Measurement m, ChoMeasurement model) in sample) _innovations.Add(Take(m, model));
            Run(_history.NodeAt(sample.Key), sample.Key, now);
        }
        _late.Clear();
    }

    // The estimate is repaired from before the fault: its readings since then are taken out. What a fault from before the memory had done by the
    // memory's beginning is taken off by its signature, with a quarter of it as uncertainty because the fault's shape is a guess.
    private void Isolate(SensorFault fault, DateTimeOffset now)
    {
        DateTimeOffset from = _faults.Rewind(fault.Onset - Doubt(now - fault.Onset));
        int node = _history.Rewind(from, _filter, _dynamics.Inputs);
        if (_faults.Isolate(fault, from, now, _signature))
        {
            _filter.Shift(_signature, -fault.Size, Math.Sqrt(fault.Uncertainty * fault.Uncertainty + fault.Size * fault.Size / 16));
            _history.Refresh(node, _filter, _dynamics.Inputs);
        }
        _history.TakeOut(fault.Tag, from);
        Run(node, DateTimeOffset.MinValue, now);
        _events.Add(FaultAlarm.Raised(fault, now));
    }

    // How much earlier than its best explanation says a fault may have begun: the old onsets lie apart by a quarter of their age.
    private static TimeSpan Doubt(TimeSpan age) => age / 4 > FaultBank.OnsetEvery ? age / 4 : FaultBank.OnsetEvery;

    private Innovation Take(Measurement m, ChoMeasurement model)
    {
        Innovation innovation = Judge(m, ref model, out double variance);
        _history.Insert(m.Time, new Taken(m.Tag, m.Time, m.Value, variance, model, innovation.Used));
        return innovation;
    }

    private Innovation Judge(Measurement m, ref ChoMeasurement model, out double variance)
    {
        (double expected, double spread) = _filter.Expect(ref model);
        double innovation = m.Value - expected;
        variance = model.Variance(m.StandardUncertainty);
        double total = spread + variance, distance = Math.Abs(innovation) / Math.Sqrt(total);
        string reason = "";
        bool used = true;
        _faults.Watch(m, model.UnknownOffset(m.StandardUncertainty));
        if (_faults.Isolated.TryGetValue(m.Tag, out SensorFault? fault))
            (used, reason) = (false, $"isolated: {fault.Description}");
        else if (distance > Gate)
        {
            int running = _rejectedInARow[m.Tag] = _rejectedInARow.GetValueOrDefault(m.Tag) + 1;
            used = running >= Persistence;
            reason = used ? $"taken at reduced weight after {running} rejections" : $"{distance:F1} sigma from expected";
            if (used)
            {
                total = innovation * innovation / (Gate * Gate);
                variance = total - spread;
            }
        }
        else
        {
            _rejectedInARow[m.Tag] = 0;
        }
        Weigh(m.Tag, m.Time, ref model, innovation, spread, total, used);
        return new Innovation(m.Tag, m.Time, innovation, Math.Sqrt(total), used, reason);
    }

    /// <summary>
    /// Runs the filter from a node to a time through everything that was taken after <paramref name="done"/>, refreshing the stored
    /// nodes on the way.
    /// </summary>
    private void Run(int node, DateTimeOffset done, DateTimeOffset until)
    {
        DateTimeOffset at = done > _history.TimeOf(node) ? done : _history.TimeOf(node);
        while (true)
        {
            bool last = node + 1 >= _history.Count || _history.TimeOf(node + 1) > until;
            DateTimeOffset end = last ? until : _history.TimeOf(node + 1);
            foreach (Taken taken in _history.TakenAfter(node))
            {
                if (taken.Time <= done) continue;
                if (taken.Time > until) break;
                Predict(at, taken.Time);
                at = taken.Time;
                Repeat(taken);
            }
            Predict(at, end);
            at = end;
            if (last) return;
            _history.Refresh(++node, _filter, _dynamics.Inputs);
            _faults.Mark(end);
        }
    }

    private void Repeat(Taken taken)
    {
        ChoMeasurement model = taken.Model;
        (double expected, double spread) = _filter.Expect(ref model);
        Weigh(taken.Tag, taken.Time, ref model, taken.Value - expected, spread, spread + taken.Variance, taken.Used);
    }

    private void Weigh(Tag tag, DateTimeOffset time, ref ChoMeasurement model, double innovation, double spread, double total, bool used)
    {
        _faults.Weigh(tag, time, ref model, _filter, innovation, spread, total, used);
        if (used) _filter.Update(innovation, total);
    }

    private void Predict(DateTimeOffset from, DateTimeOffset to)
    {
        // One Runge-Kutta step a minute: gas transfer of up to 30/h is then well inside its stability region.
        double hours = (to - from).TotalHours;
        if (hours <= 0) return;
        int steps = (int)Math.Ceiling(hours * 60 - 1e-9);
        for (int i = 0; i < steps; i++)
        {
            _faults.Advance(ref _dynamics, _filter, hours / steps);
            _filter.Predict(ref _dynamics, hours / steps);
        }
    }
}
