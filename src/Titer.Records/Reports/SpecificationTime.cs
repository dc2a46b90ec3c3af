using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>
/// How long one controlled variable was within the limits of its set point. Each value counts from its own time until the
/// next one; time without set point, without limits or without a usable value is counted as neither within nor outside.
/// </summary>
internal sealed class SpecificationTime(Tag tag)
{
    private double _low = double.NaN, _high = double.NaN, _value = double.NaN, _since, _excursion, _excursionStart;

    private readonly List<(double From, double Until, double Value)> _ramped = [];
    private bool _ramps;
    private double _rampStart;

    public Tag Tag { get; } = tag;
    public Unit Unit { get; private set; }
    /// <summary>The set point in force at the end of the record, or the last one before it was switched off.</summary>
    public double SetPoint { get; private set; } = double.NaN;
    public double Low { get; private set; } = double.NaN;
    public double High { get; private set; } = double.NaN;
    public double HoursWithin { get; private set; }
    public double HoursOutside { get; private set; }
    /// <summary>Time with limits in force but without a usable value, h.</summary>
    public double HoursUnknown { get; private set; }
    public double LongestExcursion { get; private set; }
    /// <summary>When the longest excursion began, h; NaN when there was none.</summary>
    public double LongestStart { get; private set; } = double.NaN;
    /// <summary>Stretches of time outside the limits.</summary>
    public int Excursions { get; private set; }
    public double Smallest { get; private set; } = double.PositiveInfinity;
    public double Largest { get; private set; } = double.NegativeInfinity;
    public bool HasValues { get; private set; }

    public double HoursKnown => HoursWithin + HoursOutside;

    /// <summary>A set point comes into force.</summary>
    /// <param name="ramp"><c>start</c>, <c>on</c> or <c>end</c> of a ramp, of which the record holds a mark every few minutes; empty without one.</param>
    public void Target(double hours, Unit unit, SetPointStep step, string ramp = "")
    {
        Upto(hours);
        // Between two marks of a ramp the limits moved evenly; only the second mark tells whereto.
        bool moved = ramp is "on" or "end";
        foreach ((double from, double until, double value) in _ramped)
        {
            double share = moved && hours > _rampStart ? (from - _rampStart) / (hours - _rampStart) : 0;
            Count(from, until, value, _low + share * (step.Low - _low), _high + share * (step.High - _high));
        }
        _ramped.Clear();
        (_ramps, _rampStart) = (ramp is "start" or "on", hours);
        (_low, _high, Unit) = (step.Low, step.High, unit);
        if (!double.IsNaN(step.Value)) (SetPoint, Low, High) = (step.Value, step.Low, step.High);
        if (double.IsNaN(step.Value)) _excursion = 0;
    }

    public void Value(double hours, double value)
    {
        Upto(hours);
        HasValues |= !double.IsNaN(value);
        _value = value;
    }

    private void Upto(double hours)
    {
        double span = hours - _since;
        if (span <= 0) return; // a result that arrives late tells nothing about the time that is already counted
        _since = hours;
        if (_ramps) _ramped.Add((hours - span, hours, _value));
        else Count(hours - span, hours, _value, _low, _high);
    }

    /// <summary>The record ends.</summary>
    public void End(double hours)
    {
        Upto(hours);
        foreach ((double from, double until, double value) in _ramped) Count(from, until, value, _low, _high);
        _ramped.Clear();
    }

    private void Count(double from, double until, double value, double low, double high)
    {
        double span = until - from;
        if (double.IsNaN(low) && double.IsNaN(high)) return;
        if (double.IsNaN(value))
        {
            HoursUnknown += span;
            return;
        }
        Smallest = Math.Min(Smallest, value);
        Largest = Math.Max(Largest, value);
        bool within = !(value < low) && !(value > high);
        if (within)
        {
            HoursWithin += span;
            _excursion = 0;
        }
        else
        {
            HoursOutside += span;
            if (_excursion == 0)
            {
                Excursions++;
                _excursionStart = from;
            }
            _excursion += span;
            if (_excursion > LongestExcursion) (LongestExcursion, LongestStart) = (_excursion, _excursionStart);
        }
    }
}
