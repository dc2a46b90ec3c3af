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
        double start = Math.Clamp(from ?? to, variable.Low, variable.High);
        TimeSpan? asked = wanted.Ramp is { } ramp && from is not null ? ramp.Duration(start, to) : null;
        return Begin(new ActiveSetPoint(wanted.Tag, wanted.Unit, to, wanted.Tolerance, to, TimeSpan.Zero, TimeSpan.Zero), asked, start, variable);
    }

    /// <summary>Begins the target of a set point from a value, over a time or as long as the equipment needs; at once when no time is
    /// given.</summary>
    public static ActiveSetPoint Begin(ActiveSetPoint wanted, TimeSpan? over, double from, ControlledVariable variable)
    {
        if (over is not { } asked || from == wanted.Target)
            return wanted with { From = wanted.Target, Ramp = TimeSpan.Zero, Progress = TimeSpan.Zero };
        TimeSpan fastest = BatchTime.FromHours(Math.Abs(wanted.Target - from) / variable.MaximumRate);
        return wanted with { From = from, Ramp = asked > fastest ? asked : fastest, Progress = TimeSpan.Zero };
    }
}
