using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Monitoring;

/// <summary>
/// One culture: the filters of its oxygen and pH, what became of its readings, and the two events found in its oxygen. Oxygen in
/// the broth is saturation less uptake over kLa (quasi-steady; Garcia-Ochoa and Gomez, Biotechnol. Adv. 27 (2009) 153), so growth
/// is seen as its decline and the end of the substrate as its rise.
/// </summary>
public sealed class CultureMonitor
{
    internal const int NoSignal = 2;
    /// <summary>A chip that has been silent this long, h, says nothing about the culture any more.</summary>
    private const double Silence = 0.5;

    private readonly OxygenHistory _oxygen = new();
    private readonly SortedDictionary<string, int> _rejected = new(StringComparer.Ordinal);
    private readonly LagPhase _lag;
    private readonly Exhaustion _exhaustion;
    private double _lastHours;
    private string _lastBadReason = "no reading";

    internal CultureMonitor(string name)
    {
        Name = name;
        _lag = new LagPhase(_oxygen);
        _exhaustion = new Exhaustion(_oxygen);
        OxygenTag = new($"{name}/DO");
        PHTag = new($"{name}/pH");
        Variables = [new(OxygenTag, Unit.Percent), new(new($"{name}/DO-rate"), Unit.PercentPerHour),
            new(PHTag, Unit.PH), new(new($"{name}/pH-rate"), Unit.PHPerHour)];
    }

    public string Name { get; }
    public TrendState Oxygen { get; } = new(TrendParameters.Oxygen);
    public TrendState PH { get; } = new(TrendParameters.PH);

    /// <summary>End of the lag phase, hours since the first read-out; null while it is not certain.</summary>
    public ChangePoint? LagEnd { get; private set; }

    /// <summary>Start of the oxygen rise at exhausted substrate, likewise.</summary>
    public ChangePoint? Exhausted { get; private set; }

    public int Used { get; private set; }
    public IReadOnlyDictionary<string, int> Rejected => _rejected;

    internal Tag OxygenTag { get; }
    internal Tag PHTag { get; }
    internal ImmutableArray<Variable> Variables { get; }

    internal Innovation Take(Measurement reading, double hours, bool oxygen)
    {
        Innovation innovation = TrendFilter.Update(oxygen ? Oxygen : PH, reading);
        if (innovation.Used) Used++;
        else _rejected[innovation.Reason] = _rejected.GetValueOrDefault(innovation.Reason) + 1;
        if (oxygen)
        {
            _lastHours = hours;
            // A jump that the filter holds back may be a feed or a rise: the search for changes must see it.
            if (!reading.Quality.IsBad) _oxygen.Add(hours, reading.Value);
            else _lastBadReason = reading.Quality.Reason;
        }
        return innovation;
    }

    internal void EndAt(double hours) => _lastHours = Math.Max(_lastHours, hours);

    /// <summary>-1 when the oxygen has just fallen steeply, +1 when it has risen, 0 when neither, <see cref="NoSignal"/> without readings.</summary>
    internal int Steep(double hours, out double start)
    {
        start = hours;
        if (_oxygen.Count < 4 || hours - _oxygen.Last > 0.1) return NoSignal;
        int last = _oxygen.Count - 1;
        double now = _oxygen.Value(last), lowest = now, highest = now;
        for (int i = last - 1; i >= last - 3 && _oxygen.Hours(i) >= hours - 0.2; i--)
        {
            if (_oxygen.Value(i) > highest) (highest, start) = (_oxygen.Value(i), _oxygen.Hours(i));
            lowest = Math.Min(lowest, _oxygen.Value(i));
        }
        // 2 % a minute: the demand of a culture that doubles in 20 minutes does not grow as fast until it takes all the oxygen.
        double least = Math.Max(6, 6 * _oxygen.Noise);
        if (highest - now >= Math.Max(least, 120 * (hours - start)) && now - lowest < least) return -1;
        return now - lowest >= least ? 1 : 0;
    }

    /// <summary>Looks for the two events after a read-out; gives those that have just become certain.</summary>
    internal (ChangePoint? LagEnd, ChangePoint? Exhausted) Detect(double? commonSince, bool low, bool finish)
    {
        if (_oxygen.Count < 8) return default;
        if (commonSince is { } since && low) _oxygen.MarkCommon(since);
        double from = Math.Min(_oxygen.Last - OxygenHistory.Window, commonSince - 0.01 ?? double.PositiveInfinity);
        double envelope = _oxygen.Highest(from);
        ChangePoint? lagEnd = null, exhausted = null;

        if (LagEnd is null) LagEnd = lagEnd = _lag.Update(envelope, finish || _exhaustion.Pending);
        if (_lag.Begun && Exhausted is null) Exhausted = exhausted = _exhaustion.Update(envelope, _lag.Plateau, finish);
        // The decline is over, so the lag phase is too: nothing more is to be waited for.
        if (LagEnd is null && exhausted is not null) LagEnd = lagEnd = _lag.Update(envelope, true);
        return (lagEnd, exhausted);
    }

    /// <summary>Why there is no end of the lag phase, for people; empty when there is one.</summary>
    public string LagEndMissing => LagEnd is not null ? "" : Unusable ?? $"not seen, oxygen has not fallen for good (by {_lag.Fall:0.0} %)";

    /// <summary>Why there is no exhausted substrate, for people; empty when there is.</summary>
    public string ExhaustedMissing => Exhausted is not null ? ""
        : Unusable ?? (LagEnd is null ? "not seen, no decline of oxygen before it" : "not seen, no lasting rise of oxygen after the decline");

    /// <summary>Why this culture's oxygen chip cannot tell anything; null when it can.</summary>
    private string? Unusable =>
        _oxygen.Count < 8 ? $"cannot be told, no oxygen signal ({_lastBadReason})"
        : _lastHours - _oxygen.Last > Silence ? $"cannot be told, no oxygen signal from {_oxygen.Last:0.0} h on ({_lastBadReason})"
        : null;
}
