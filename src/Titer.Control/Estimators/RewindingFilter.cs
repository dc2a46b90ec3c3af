using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Control.Estimators;

/// <summary>
/// A filter with its recent past (<see cref="FilterHistory{TMeasure}"/>), so that readings of any rate and delay are taken at the time the medium
/// had them: a late result rewinds the filter to the sampling time and runs it forward again through everything that was taken since. The result
/// is that of readings in time. A bank of sensor faults may watch: it then sees every step and every reading, and goes back with the filter.
/// Works with any filter, model and set of sensors. Not thread-safe.
/// </summary>
public sealed class RewindingFilter<TModel, TMeasure> where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
{
    private readonly SquareRootFilter _filter;
    private readonly FilterHistory<TMeasure> _history;
    private readonly TimeSpan _longestStep;
    private readonly FaultBank? _faults;
    private readonly double[] _signature;
    private TModel _model;
    private DateTimeOffset _at;
    private (double Mean, double Variance) _expected;

    /// <param name="filter">At the prior.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="memory">How long results may be under way.</param>
    /// <param name="longestStep">Longer predictions are split: how long the noise may gather before the model moves what it did.</param>
    /// <param name="faults">Watches the sensors, when they are to be watched; of this number of states, start and memory.</param>
    public RewindingFilter(
        SquareRootFilter filter, TModel model, DateTimeOffset start, TimeSpan memory, TimeSpan longestStep, FaultBank? faults = null)
    {
        (_filter, _model, _longestStep, _at, _faults) = (filter, model, longestStep, start, faults);
        _signature = new double[filter.States];
        _history = new FilterHistory<TMeasure>(memory, filter.States, model.Inputs.Length);
        _history.Add(start, filter, model.Inputs);
    }

    public SquareRootFilter Filter => _filter;

    /// <summary>Results of before are too late.</summary>
    public DateTimeOffset Oldest => _history.Oldest;

    public DateTimeOffset Newest => _history.Newest;

    /// <summary>Inputs since the newest time.</summary>
    public ReadOnlySpan<double> Inputs => _model.Inputs;

    /// <summary>Moves to <paramref name="now"/> with the inputs that held since the last call.</summary>
    public void Advance(DateTimeOffset now, ReadOnlySpan<double> inputs)
    {
        _history.SetInputs(inputs);
        inputs.CopyTo(_model.Inputs);
        Predict(now);
        _history.Add(now, _filter, inputs);
        _faults?.Mark(now);
    }

    /// <summary>Goes back to a time of the past, not before <see cref="Oldest"/>; to be followed by <see cref="Return"/>.</summary>
    public void GoBackTo(DateTimeOffset time)
    {
        // The bank's past is coarser than the filter's.
        int node = _history.Rewind(_faults?.Rewind(time) ?? time, _filter, _model.Inputs);
        _at = _history.TimeOf(node);
        Run(node, DateTimeOffset.MinValue, time);
    }

    /// <summary>What a sensor should read where the filter stands, and the variance of that without the sensor's own.</summary>
    public (double Mean, double Variance) Expect(ref TMeasure measure) => _expected = _filter.Expect(ref measure);

    /// <summary>Takes the reading for which <see cref="Expect"/> was called last, now and whenever the past is run again.</summary>
    /// <param name="variance">Of the reading around what the state predicts.</param>
    /// <param name="sensor">Who read it.</param>
    /// <param name="used">False when the reading is only to be looked at by the bank of faults.</param>
    public void Take(double value, double variance, TMeasure measure, Tag sensor = default, bool used = true)
    {
        var taken = new Taken<TMeasure>(_at, value, variance, measure, sensor, used);
        Weigh(taken, _expected);
        _history.Insert(taken);
    }

    /// <summary>Runs forward to the newest time, through everything that was taken since, refreshing the stored nodes.</summary>
    public void Return() => Run(_history.NodeAt(_at), _at, Newest);

    /// <summary>
    /// Repairs the state from before a sensor's fault: its readings since then count no more. What a fault from before the memory had done by
    /// the memory's beginning is taken off by its signature, with a quarter of it as uncertainty because the fault's shape is a guess.
    /// </summary>
    public void Isolate(SensorFault fault)
    {
        if (_faults is null) return;
        DateTimeOffset now = Newest, from = _faults.Rewind(fault.Onset - FaultBank.Doubt(now - fault.Onset));
        int node = _history.Rewind(from, _filter, _model.Inputs);
        if (_faults.Isolate(fault, from, now, _signature))
        {
            _filter.Shift(_signature, -fault.Size, Math.Sqrt(fault.Uncertainty * fault.Uncertainty + fault.Size * fault.Size / 16));
            _history.Refresh(node, _filter, _model.Inputs);
        }
        _history.TakeOut(fault.Tag, from);
        _at = _history.TimeOf(node);
        Run(node, DateTimeOffset.MinValue, now);
    }

    // From a node to a time through everything that was taken after what is done already, refreshing the nodes on the way.
    private void Run(int node, DateTimeOffset done, DateTimeOffset until)
    {
        while (true)
        {
            bool last = node + 1 >= _history.Count || _history.TimeOf(node + 1) > until;
            foreach (Taken<TMeasure> taken in _history.TakenAfter(node))
            {
                if (taken.Time <= done) continue;
                if (taken.Time > until) break;
                Again(taken);
            }
            Predict(last ? until : _history.TimeOf(node + 1));
            if (last) return;
            _history.Refresh(++node, _filter, _model.Inputs);
            _faults?.Mark(_at);
        }
    }

    private void Again(Taken<TMeasure> taken)
    {
        Predict(taken.Time);
        TMeasure measure = taken.Model;
        Weigh(taken, _filter.Expect(ref measure));
    }

    private void Weigh(in Taken<TMeasure> taken, (double Mean, double Variance) expected)
    {
        TMeasure measure = taken.Model;
        double innovation = taken.Value - expected.Mean, total = expected.Variance + taken.Variance;
        _faults?.Weigh(taken.Sensor, taken.Time, ref measure, _filter, innovation, expected.Variance, total, taken.Used);
        if (taken.Used) _filter.Update(innovation, total);
    }

    private void Predict(DateTimeOffset to)
    {
        double hours = (to - _at).TotalHours;
        if (hours <= 0) return;
        _at = to;
        int steps = (int)Math.Ceiling(hours / _longestStep.TotalHours - 1e-9);
        for (int i = 0; i < steps; i++)
        {
            _faults?.Advance(ref _model, _filter, hours / steps);
            _filter.Predict(ref _model, hours / steps);
        }
    }
}
