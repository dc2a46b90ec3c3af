using Titer.Control.Estimators.Faults;

namespace Titer.Bench.Decide.Faults;

/// <summary>
/// What is done to the readings of one tag: an offset, a drift per hour (both in the unit of the tag, or relative to the reading), or the same
/// reading again and again; hours since the start.
/// </summary>
internal sealed record SensorFailure(string Tag, FaultKind Kind, double Size, bool IsRelative = false, double From = 0, double To = 0)
{
    public double Apply(double hour, double value)
    {
        double error = Kind == FaultKind.Bias ? Size : Size * (hour - From);
        return IsRelative ? value * (1 + error) : value + error;
    }

    public bool IsActive(double hour) => hour >= From && hour < To;
}
