using System.Collections.Immutable;
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
    private readonly List<(Measurement Measurement, ChoMeasurement Model)> _late = [];
    private readonly List<Innovation> _innovations = [];
    private readonly double[] _root = new double[A.Count * A.Count];
    private readonly double[] _state = new double[A.Count], _parameters = new double[ChoParameter.Count], _inputs = new double[ChoInput.Count];
    private ChoDynamics _dynamics;

    /// <param name="source">Name of the unit.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="culture">Starting values of <see cref="ChoFedBatch"/>, twelve numbers.</param>
    /// <param name="nominal">Nominal parameters of <see cref="ChoFedBatch"/>.</param>
    public ChoEstimator(string source, DateTimeOffset start, ReadOnlySpan<double> culture, double[] nominal)
    {
        _source = source;
        _nominal = nominal;
        _dynamics = new ChoDynamics(nominal);
        _filter = new SigmaPointFilter(ChoPrior.Mean(culture), ChoPrior.StandardDeviations(culture));
        _history = new FilterHistory(Memory, A.Count, ChoInput.Count);
        _published = new PublishedState(nominal);
        _history.Add(start, _filter, _dynamics.Inputs);
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
        _history.SetInputs(inputs);
        inputs.CopyTo(_dynamics.Inputs);
        Predict(_history.Newest, now);
        _history.Add(now, _filter, inputs);

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
    }

    /// <summary>The estimate of the last update, with what became of every reading since the estimate before.</summary>
    public Estimate Publish()
    {
        _filter.CopyTo(_state, _root);
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
            int node = _history.Rewind(sample.Key, _filter, _dynamics.Inputs);
            RunThrough(node, sample.Key);
            foreach ((Measurement m, ChoMeasurement model) in sample) _innovations.Add(Take(m, model));
            RunForward(sample.Key, now);
        }
        _late.Clear();
    }

    private Innovation Take(Measurement m, ChoMeasurement model)
    {
        Innovation innovation = Judge(m, ref model, out double variance);
        if (innovation.Used) _history.Insert(m.Time, new Taken(m.Time, m.Value, variance, model));
        return innovation;
    }

    private Innovation Judge(Measurement m, ref ChoMeasurement model, out double variance)
    {
        (double expected, double spread) = _filter.Expect(ref model);
        double innovation = m.Value - expected;
        variance = model.Variance(m.StandardUncertainty);
        double total = spread + variance, distance = Math.Abs(innovation) / Math.Sqrt(total);
        string reason = "";
        if (distance > Gate)
        {
            int running = _rejectedInARow[m.Tag] = _rejectedInARow.GetValueOrDefault(m.Tag) + 1;
            if (running < Persistence)
                return new Innovation(m.Tag, m.Time, innovation, Math.Sqrt(total), false, $"{distance:F1} sigma from expected");
            total = innovation * innovation / (Gate * Gate);
            variance = total - spread;
            reason = $"taken at reduced weight after {running} rejections";
        }
        else
        {
            _rejectedInARow[m.Tag] = 0;
        }
        _filter.Update(innovation, total);
        return new Innovation(m.Tag, m.Time, innovation, Math.Sqrt(total), true, reason);
    }

    // From the node just rewound to, through what was taken there before this time.
    private void RunThrough(int node, DateTimeOffset until)
    {
        DateTimeOffset at = _history.TimeOf(node);
        foreach (Taken taken in _history.TakenAfter(node))
        {
            if (taken.Time > until) break;
            Predict(at, taken.Time);
            at = taken.Time;
            Apply(taken);
        }
        Predict(at, until);
    }

    // From a time inside the past to now, through everything that was taken since, refreshing the stored nodes.
    private void RunForward(DateTimeOffset from, DateTimeOffset now)
    {
        int node = _history.NodeAt(from);
        DateTimeOffset at = from;
        while (true)
        {
            DateTimeOffset end = node + 1 < _history.Count ? _history.TimeOf(node + 1) : now;
            foreach (Taken taken in _history.TakenAfter(node))
            {
                if (taken.Time <= from) continue;
                Predict(at, taken.Time);
                at = taken.Time;
                Apply(taken);
            }
            Predict(at, end);
            at = end;
            if (++node >= _history.Count) return;
            _history.Refresh(node, _filter, _dynamics.Inputs);
        }
    }

    private void Apply(Taken taken)
    {
        ChoMeasurement model = taken.Model;
        (double expected, double spread) = _filter.Expect(ref model);
        _filter.Update(taken.Value - expected, spread + taken.Variance);
    }

    private void Predict(DateTimeOffset from, DateTimeOffset to)
    {
        // One Runge-Kutta step a minute: gas transfer of up to 30/h is then well inside its stability region.
        double hours = (to - from).TotalHours;
        if (hours <= 0) return;
        int steps = (int)Math.Ceiling(hours * 60 - 1e-9);
        for (int i = 0; i < steps; i++) _filter.Predict(ref _dynamics, hours / steps);
    }
}
