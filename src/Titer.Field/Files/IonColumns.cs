using System.Collections.Immutable;

namespace Titer.Field.Files;

/// <summary>A number that a settings file gives, or the column of the data that has it.</summary>
/// <param name="Column">Empty for a number.</param>
public readonly record struct ColumnOrNumber(string Column, double Number)
{
    public static ColumnOrNumber Of(double number) => new("", number);

    public bool IsColumn => Column.Length > 0;
}

/// <summary>Where in a CSV file the readings of an ion array are.</summary>
/// <param name="Time">Column of times.</param>
/// <param name="SecondsPerTime">0 for ISO 8601, otherwise how many seconds one unit of the numbers in <paramref name="Time"/> is.</param>
/// <param name="Temperature">°C, or the thermistor's raw reading.</param>
/// <param name="IsThermistor"><paramref name="Temperature"/> is raw.</param>
/// <param name="Segment">A column whose new value begins a new deployment; empty for none.</param>
/// <param name="Voltages">One column per electrode.</param>
/// <param name="VoltsPerUnit">What one unit of each voltage column is, V.</param>
/// <param name="Offsets">E0 of each electrode, V; a column of them is constant within a deployment, and a new value begins one.</param>
public sealed record IonColumns(
    string Time, double SecondsPerTime, ColumnOrNumber Temperature, bool IsThermistor, ColumnOrNumber? Salinity, string Segment,
    ImmutableArray<string> Voltages, ImmutableArray<double> VoltsPerUnit, ImmutableArray<ColumnOrNumber> Offsets);
