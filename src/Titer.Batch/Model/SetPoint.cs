using Titer.Core;

namespace Titer.Batch;

/// <summary>Band around a set point inside which the variable is in specification.</summary>
/// <param name="Value">Half width: in the unit of the variable, or a fraction of the set point when <paramref name="Relative"/>.</param>
public readonly record struct Tolerance(double Value, bool Relative)
{
    public double At(double setPoint) => Relative ? Value * Math.Abs(setPoint) : Value;
}

/// <summary>How a set point is reached: at a rate in the unit of the variable per hour, or over a time. Exactly one is set.</summary>
public readonly record struct Ramp(double? PerHour, TimeSpan? Over)
{
    public TimeSpan Duration(double from, double to) => Over ?? BatchTime.FromHours(Math.Abs(to - from) / PerHour!.Value);
}

/// <summary>
/// What a phase wants of one controlled variable. <paramref name="To"/> is in <paramref name="Unit"/>, the unit of the variable
/// in the equipment; null switches the variable off. It persists until a later phase changes it.
/// </summary>
/// <param name="Parameter">The parameter of the formula that gave the value, null when the phase says it as a number.</param>
public sealed record SetPoint(Tag Tag, double? To, Unit Unit, Tolerance? Tolerance, Ramp? Ramp, string? Parameter, Place Place);
