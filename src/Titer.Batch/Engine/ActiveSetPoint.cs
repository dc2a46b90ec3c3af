using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// A set point in force, on its way from <paramref name="From"/> to its target while <paramref name="Progress"/> is below
/// <paramref name="Ramp"/>.
/// </summary>
public sealed record ActiveSetPoint(Tag Tag, Unit Unit, double Target, Tolerance? Tolerance, double From, TimeSpan Ramp, TimeSpan Progress)
{
    public bool IsRamping => Progress < Ramp;

    public double Value => IsRamping ? From + (Target - From) * ((double)Progress.Ticks / Ramp.Ticks) : Target;

    public Goal Goal
    {
        get
        {
            double value = Value;
            double? band = Tolerance?.At(value);
            return new Goal(value, Unit, value - band, value + band);
        }
    }

    /// <summary>
    /// Begins a set point. A ramp starts from the value in force, or from the reading when the variable was off; with neither
    /// there is nothing to ramp from and the target holds at once. No ramp is faster than the equipment allows.
    /// </summary>
    public static ActiveSetPoint Begin(SetPoint wanted, double? from, ControlledVariable variable)
    {
        double to = wanted.To ?? throw new InvalidOperationException($"{wanted.Tag} is switched off, which is no set point.");
        double start = wanted.Ramp is null || from is null ? to : Math.Clamp(from.Value, variable.Low, variable.High);
        TimeSpan ramp = TimeSpan.Zero;
        if (start != to)
        {
            TimeSpan asked = wanted.Ramp!.Value.Duration(start, to);
            TimeSpan fastest = BatchTime.FromHours(Math.Abs(to - start) / variable.MaximumRate);
            ramp = asked > fastest ? asked : fastest;
        }
        return new ActiveSetPoint(wanted.Tag, wanted.Unit, to, wanted.Tolerance, start, ramp, TimeSpan.Zero);
    }
}
