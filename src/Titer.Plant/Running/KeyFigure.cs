using System.Globalization;
using Titer.Core;

namespace Titer.Plant.Running;

/// <summary>One figure that says what came of a batch.</summary>
/// <param name="Name">As the record names it.</param>
/// <param name="Label">As people are told it.</param>
/// <param name="Key">As programs are told it, with its unit.</param>
/// <param name="Format">Numeric format.</param>
public sealed record KeyFigure(string Name, string Label, string Key, double Value, Unit Unit, string Format)
{
    /// <summary>Standard uncertainty; null where none is stated.</summary>
    public double? Uncertainty { get; init; }

    /// <summary>As the record keeps it: value, unit and uncertainty.</summary>
    public string Text => $"{InFormat(Value)} {Unit}" + (Uncertainty is { } u ? $" (standard uncertainty {InFormat(u)})" : "");

    /// <summary>What people are told besides.</summary>
    public string Remark { get; init; } = "";

    public string InFormat(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
