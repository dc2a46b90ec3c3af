namespace Titer.Control.Controllers;

/// <summary>
/// Exponential mean of an output, so that a hold goes on with what was needed lately and not with the last twitch;
/// <paramref name="before"/> the first output it is the value to hold at when nothing has been needed yet.
/// </summary>
public sealed class RecentMean(double hoursToForget, double before = 0)
{
    private double _value = double.NaN;

    public bool HasValue => !double.IsNaN(_value);

    public double Value => double.IsNaN(_value) ? before : _value;

    public void Add(double value, double hours) =>
        _value = double.IsNaN(_value) ? value : _value + (1 - Math.Exp(-hours / hoursToForget)) * (value - _value);
}
