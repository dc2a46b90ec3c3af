using System.Collections.Immutable;
using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Control.Estimators;

/// <summary>
/// A filter that judges what it is given. Readings of any rate and delay are taken at the time the medium had them: the filter keeps its past
/// (<see cref="RewindingFilter{TModel, TMeasure}"/>), and a late result rewinds it to the sampling time and runs it forward again.
/// A reading further than <see cref="Gate"/> sigma from what is expected is rejected; when the same sensor, of a quality that is not bad,
/// has been rejected <see cref="Persistence"/> times running it is taken again at the weight that puts it on the gate, because then the
/// model is as likely to be wrong. Sensors that fail within the gate or beside it are isolated by a <see cref="FaultBank"/>. Not thread-safe.
/// </summary>
public sealed class GuardedFilter<TModel, TMeasure> where TModel : struct, IStateModel where TMeasure : struct, ISensorModel
{
    public const double Gate = 4.5;
    public const int Persistence = 20;

    private readonly RewindingFilter<TModel, TMeasure> _filter;
    private readonly Dictionary<Tag, int> _rejectedInARow = [];
    private readonly List<(Measurement Measurement, TMeasure Model)> _late = [];
    private readonly List<Innovation> _innovations = [];
    private readonly List<Event> _events = [];
    private readonly FaultBank _faults;
    private readonly bool _isolates;
    private readonly TimeSpan _memory;

    /// <param name="filter">At the prior.</param>
    /// <param name="start">Time of the prior.</param>
    /// <param name="memory">How long results may be under way.</param>
    /// <param name="faults">Of this number of states, start and memory.</param>
    /// <param name="isolates">False for a filter that takes every sensor at its word.</param>
    public GuardedFilter(SquareRootFilter filter, TModel model, DateTimeOffset start, TimeSpan memory, FaultBank faults, bool isolates)
    {
        (_faults, _isolates, _memory) = (faults, isolates, memory);
        _filter = new RewindingFilter<TModel, TMeasure>(filter, model, start, memory, TimeSpan.FromMinutes(1), isolates ? faults : null);
    }

    public DateTimeOffset Newest => _filter.Newest;

    /// <summary>Inputs since the newest time.</summary>
    public ReadOnlySpan<double> Inputs => _filter.Inputs;

    /// <summary>The sensors that are isolated, and why.</summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated => _faults.Isolated;

    /// <summary>Moves to <paramref name="now"/> with the inputs that held since the last call.</summary>
    public void Advance(DateTimeOffset now, ReadOnlySpan<double> inputs) => _filter.Advance(now, inputs);

    /// <summary>Takes a reading; one of the past waits for <see cref="Finish"/>.</summary>
    public void Offer(Measurement m, TMeasure model)
    {
        DateTimeOffset now = Newest;
        if (m.Quality.IsBad)
            PassOver(m, $"quality {m.Quality}");
        else if (!double.IsFinite(m.Value) || !(m.StandardUncertainty >= 0))
            PassOver(m, "no number");
        else if (m.Time > now)
            PassOver(m, "sampled in the future");
        else if (m.Time < _filter.Oldest)
            PassOver(m, now - m.Time > _memory ? $"older than {_memory.TotalHours} h" : "sampled before the start");
        else if (m.Time < now)
            _late.Add((m, model));
        else
            _innovations.Add(Take(m, model));
    }

    /// <summary>Takes the late results, then judges the sensors.</summary>
    /// <param name="sampled">Called at each sampling time with its results, before they are taken.</param>
    public void Finish(Action<DateTimeOffset, IEnumerable<Measurement>>? sampled = null)
    {
        // Results of one sample arrive together: the past is run again once per sampling time, not once per result.
        foreach (IGrouping<DateTimeOffset, (Measurement Measurement, TMeasure Model)> sample in _late.GroupBy(l => l.Measurement.Time))
        {
            _filter.GoBackTo(sample.Key);
            sampled?.Invoke(sample.Key, sample.Select(l => l.Measurement));
            foreach ((Measurement m, TMeasure model) in sample) _innovations.Add(Take(m, model));
            _filter.Return();
        }
        _late.Clear();
        if (_isolates) Watch(Newest);
    }

    /// <summary>Adds to one input between the node at a time of the past and the next: what became known later.</summary>
    public void AddInput(DateTimeOffset time, int input, double amount) => _filter.AddInput(time, input, amount);

    /// <summary>Appends what was isolated and taken back since the last call.</summary>
    public void Report(List<Event> events)
    {
        events.AddRange(_events);
        _events.Clear();
    }

    /// <summary>Copies the filter's state into another and widens it by what the bank of faults doubts.</summary>
    public void Report(GaussianState state) => _filter.Report(state);

    /// <summary>What became of every reading since the last call.</summary>
    public ImmutableArray<Innovation> TakeInnovations()
    {
        ImmutableArray<Innovation> innovations = [.. _innovations];
        _innovations.Clear();
        return innovations;
    }

    private void PassOver(Measurement m, string reason) => _innovations.Add(new Innovation(m.Tag, m.Time, double.NaN, double.NaN, false, reason));

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

    private Innovation Take(Measurement m, TMeasure model)
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
