using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>
/// How long one controlled variable was within the limits of its set point. Each value counts from its own time until the
/// next one; time without set point, without limits or without a usable value is counted as neither within nor outside.
/// </summary>
internal sealed class SpecificationTime(Tag tag)
{
    private double _low = double.NaN, _high = double.NaN, _value = double.NaN, _since, _excursion, _excursionStart;

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

    public void Target(double hours, Unit unit, SetPointStep step)
    {
        Upto(hours);
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

    public void Upto(double hours)
    {
        double span = hours - _since;
        if (span <= 0) return; // a result that arrives late tells nothing about the time that is already counted
        _since = hours;
        bool limited = !double.IsNaN(_low) || !double.IsNaN(_high);
        if (!limited) return;
        if (double.IsNaN(_value))
        {
            HoursUnknown += span;
            return;
        }
        Smallest = Math.Min(Smallest, _value);
        Largest = Math.Max(Largest, _value);
        bool within = !(_value < _low) && !(_value > _high);
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
                _excursionStart = hours - span;
            }
            _excursion += span;
            if (_excursion > LongestExcursion) (LongestExcursion, LongestStart) = (_excursion, _excursionStart);
        }
    }
}
