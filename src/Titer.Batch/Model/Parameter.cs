using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// One parameter of the formula (IEC 61512-1, 3.22: process inputs, parameters and outputs) with the limits inside which it was
/// developed. <paramref name="Low"/> &lt;= value &lt;= <paramref name="High"/>, in the unit of the value.
/// </summary>
public sealed record Parameter(string Name, Quantity Value, double Low, double High, string Description, Place Place)
{
    /// <summary>The value in a unit; throws when the dimensions differ, which is a mistake of the caller.</summary>
    public double In(Unit unit) => Value.TryIn(unit, out double value)
        ? value
        : throw new InvalidOperationException($"Parameter '{Name}' is in {Value.Unit}, which does not convert to {unit}.");
}
