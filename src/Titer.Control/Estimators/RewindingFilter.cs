namespace Titer.Control.Estimators;

/// <summary>
/// A filter with its recent past (<see cref="FilterHistory{TMeasure}"/>), so that readings of any rate and delay are taken at the time the medium
/// had them: a late result rewinds the filter to the sampling time and runs it forward again through everything that was taken since. The result
/// is that of readings in time. Works with any filter, model and set of sensors. Not thread-safe.
/// </summary>
public sealed class RewindingFilter<TModel, TMeasure> where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
{
    private readonly SquareRootFilter _filter;
    private readonly FilterHistory<TMeasure> _history;
    private readonly TimeSpan _longestStep;
    private TModel _model;
    private DateTimeOffset _at;
    private (double Mean, double Variance) _expected;

    /// <param name="filter">At the prior.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="memory">How long results may be under way.</param>
    /// <param name="longestStep">Longer predictions are split: how long the noise may gather before the model moves what it did.</param>
    public RewindingFilter(SquareRootFilter filter, TModel model, DateTimeOffset start, TimeSpan memory, TimeSpan longestStep)
    {
        (_filter, _model, _longestStep, _at) = (filter, model, longestStep, start);
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
    }

    /// <summary>Goes back to a time of the past, not before <see cref="Oldest"/>; to be followed by <see cref="Return"/>.</summary>
    public void GoBackTo(DateTimeOffset time)
    {
        int node = _history.Rewind(time, _filter, _model.Inputs);
        _at = _history.TimeOf(node);
        foreach (Taken<TMeasure> taken in _history.TakenAfter(node))
        {
            if (taken.Time > time) break;
            Again(taken);
        }
        Predict(time);
    }

    /// <summary>What a sensor should read where the filter stands, and the variance of that without the sensor's own.</summary>
    public (double Mean, double Variance) Expect(ref TMeasure measure) => _expected = _filter.Expect(ref measure);

    /// <summary>Takes the reading for which <see cref="Expect"/> was called last, now and whenever the past is run again.</summary>
    /// <param name="variance">Of the reading around what the state predicts.</param>
    public void Take(double value, double variance, TMeasure measure)
    {
        _filter.Update(value - _expected.Mean, _expected.Variance + variance);
        _history.Insert(new Taken<TMeasure>(_at, value, variance, measure));
    }

    /// <summary>Runs forward to the newest time, through everything that was taken since, refreshing the stored nodes.</summary>
    public void Return()
    {
        DateTimeOffset from = _at;
        int node = _history.NodeAt(from);
        while (true)
        {
            DateTimeOffset end = node + 1 < _history.Count ? _history.TimeOf(node + 1) : _at;
            foreach (Taken<TMeasure> taken in _history.TakenAfter(node))
                if (taken.Time > from) Again(taken);
            Predict(end);
            if (++node >= _history.Count) return;
            _history.Refresh(node, _filter, _model.Inputs);
        }
    }

    private void Again(Taken<TMeasure> taken)
    {
        Predict(taken.Time);
        TMeasure measure = taken.Model;
        (double expected, double spread) = _filter.Expect(ref measure);
        _filter.Update(taken.Value - expected, spread + taken.Variance);
    }

    private void Predict(DateTimeOffset to)
    {
        double hours = (to - _at).TotalHours;
        if (hours <= 0) return;
        _at = to;
        int steps = (int)Math.Ceiling(hours / _longestStep.TotalHours - 1e-9);
        for (int i = 0; i < steps; i++) _filter.Predict(ref _model, hours / steps);
    }
}
