using System.Collections.Frozen;

namespace Titer.Core;

/// <summary>
/// A unit of measure by its UCUM code (The Unified Code for Units of Measure, ucum.org, version 2.1). Only the units that
/// bioproduction needs are known; an unknown code is refused at the edge, so that inside a unit is always one of these.
/// Two units convert when they share a dimension: value in the base unit = value * Factor + Offset.
/// </summary>
public readonly record struct Unit
{
    private readonly Definition? _definition;

    private Unit(Definition definition) => _definition = definition;

    /// <summary>The UCUM code, e.g. <c>mmol/L</c>. The default value is <see cref="One"/>.</summary>
    public string Code => _definition?.Code ?? "1";

    /// <summary>How an operator reads it, e.g. <c>°C</c> for <c>Cel</c>.</summary>
    public string Symbol => _definition?.Symbol ?? "";

    public override string ToString() => Code;

    public bool Equals(Unit other) => Code == other.Code;

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public static readonly Unit One = Known("1");
    public static readonly Unit Percent = Known("%");
    public static readonly Unit PH = Known("[pH]");
    public static readonly Unit Celsius = Known("Cel");
    public static readonly Unit Hour = Known("h");
    public static readonly Unit Minute = Known("min");
    public static readonly Unit Second = Known("s");
    public static readonly Unit Millimolar = Known("mmol/L");
    public static readonly Unit GramPerLitre = Known("g/L");
    public static readonly Unit Litre = Known("L");
    public static readonly Unit LitrePerHour = Known("L/h");
    public static readonly Unit LitrePerMinute = Known("L/min");
    public static readonly Unit PerMinute = Known("/min");
    public static readonly Unit PerHour = Known("/h");
    /// <summary>10^9 cells per litre, which is 10^6 cells per millilitre.</summary>
    public static readonly Unit GigaPerLitre = Known("10*9/L");
    public static readonly Unit Kilogram = Known("kg");
    public static readonly Unit Volt = Known("V");
    public static readonly Unit Millivolt = Known("mV");
    public static readonly Unit NanoAmpere = Known("nA");
    public static readonly Unit Ohm = Known("Ohm");
    public static readonly Unit Hertz = Known("Hz");
    public static readonly Unit Degree = Known("deg");
    public static readonly Unit PerCentimetre = Known("/cm");
    public static readonly Unit Micrometre = Known("um");
    public static readonly Unit Count = Known("{count}");
    public static readonly Unit Siemens = Known("S");
    public static readonly Unit MillimetreMercury = Known("mm[Hg]");
    public static readonly Unit PercentPerHour = Known("%/h");
    public static readonly Unit PHPerHour = Known("[pH]/h");

    /// <summary>Reads a UCUM code; false when the code is not one that Titer knows.</summary>
    public static bool TryParse(string code, out Unit unit)
    {
        bool found = Table.ByCode.TryGetValue(code, out Definition? definition);
        unit = found ? new Unit(definition!) : default;
        return found;
    }

    /// <exception cref="FormatException">The code is unknown; the message lists the known ones.</exception>
    public static Unit Parse(string code) => TryParse(code, out Unit unit)
        ? unit
        : throw new FormatException(
            $"'{code}' is not a known UCUM unit (known: {string.Join(", ", Table.ByCode.Keys.Order(StringComparer.Ordinal))}).");

    /// <summary>Converts a value of this unit to <paramref name="target"/>; false when the dimensions differ.</summary>
    public bool TryConvert(double value, Unit target, out double converted)
    {
        Definition from = _definition ?? Table.ByCode["1"], to = target._definition ?? Table.ByCode["1"];
        converted = from.Code == to.Code ? value : (value * from.Factor + from.Offset - to.Offset) / to.Factor;
        return from.Dimension == to.Dimension;
    }

    private static Unit Known(string code) => new(Table.ByCode[code]);

    private sealed record Definition(string Code, string Symbol, string Dimension, double Factor, double Offset = 0);

    // A nested class, so that the table is built before the static fields above use it.
    private static class Table
    {
        public static readonly FrozenDictionary<string, Definition> ByCode = new Definition[]
        {
            new("1", "", "one", 1), new("%", "%", "one", 0.01), new("[pH]", "pH", "pH", 1),
            new("Cel", "°C", "temperature", 1), new("K", "K", "temperature", 1, -273.15),
            new("s", "s", "time", 1), new("min", "min", "time", 60), new("h", "h", "time", 3600), new("d", "d", "time", 86400),
            new("mmol/L", "mM", "amount/volume", 1), new("mol/L", "M", "amount/volume", 1000),
            new("umol/L", "µM", "amount/volume", 1e-3), new("nmol/L", "nM", "amount/volume", 1e-6),
            new("g/L", "g/L", "mass/volume", 1), new("mg/L", "mg/L", "mass/volume", 1e-3), new("mg/mL", "mg/mL", "mass/volume", 1),
            new("L", "L", "volume", 1), new("mL", "mL", "volume", 1e-3),
            new("L/h", "L/h", "volume/time", 1), new("mL/h", "mL/h", "volume/time", 1e-3),
            new("L/min", "L/min", "volume/time", 60), new("mL/min", "mL/min", "volume/time", 0.06),
            new("/min", "rpm", "1/time", 60), new("/h", "1/h", "1/time", 1), new("Hz", "Hz", "1/time", 3600),
            new("10*9/L", "10⁹/L", "count/volume", 1), new("10*6/mL", "10⁶/mL", "count/volume", 1), new("/L", "1/L", "count/volume", 1e-9),
            new("kg", "kg", "mass", 1), new("g", "g", "mass", 1e-3),
            new("V", "V", "voltage", 1), new("mV", "mV", "voltage", 1e-3), new("nA", "nA", "current", 1),
            new("Ohm", "Ω", "resistance", 1), new("S", "S", "conductance", 1),
            new("deg", "°", "angle", 1), new("/cm", "cm⁻¹", "wavenumber", 1), new("mm", "mm", "length", 1000), new("um", "µm", "length", 1), new("nm", "nm", "length", 1e-3),
            new("{count}", "counts", "count", 1),
            new("mm[Hg]", "mmHg", "pressure", 1), new("bar", "bar", "pressure", 750.0616827),
            new("%/h", "%/h", "percent rate", 1), new("[pH]/h", "pH/h", "pH rate", 1),
        }.ToFrozenDictionary(d => d.Code, StringComparer.Ordinal);
    }
}
