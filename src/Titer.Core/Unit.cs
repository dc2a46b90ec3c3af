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
    public static readonly Unit Farad = Known("F");
    public static readonly Unit Henry = Known("H");
    /// <summary>Admittance of a constant-phase element at 1 rad/s: S s^alpha.</summary>
    public static readonly Unit ConstantPhase = Known("S{s^alpha}");
    /// <summary>Warburg coefficient: Ohm s^-1/2.</summary>
    public static readonly Unit Warburg = Known("Ohm{s^-1/2}");
    /// <summary>Resistance of an area, times the area.</summary>
    public static readonly Unit OhmSquareCentimetre = Known("Ohm.cm2");
    /// <summary>Capacitance per area.</summary>
    public static readonly Unit FaradPerSquareCentimetre = Known("F/cm2");
    public static readonly Unit PerMetre = Known("/m");
    public static readonly Unit Gram = Known("g");
    public static readonly Unit Microgram = Known("ug");
    public static readonly Unit Millilitre = Known("mL");
    public static readonly Unit Day = Known("d");
    public static readonly Unit Nanometre = Known("nm");
    public static readonly Unit MillilitrePerMinute = Known("mL/min");
    public static readonly Unit Kilopascal = Known("kPa");
    public static readonly Unit MillisiemensPerCentimetre = Known("mS/cm");
    public static readonly Unit MillipascalSecond = Known("mPa.s");
    public static readonly Unit SquareMetre = Known("m2");
    /// <summary>Volume through an area of membrane and time.</summary>
    public static readonly Unit LitrePerSquareMetreHour = Known("L/(m2.h)");
    public static readonly Unit SiemensPerMetre = Known("S/m");
    public static readonly Unit FaradPerSquareMetre = Known("F/m2");
    public static readonly Unit Femtolitre = Known("fL");
    public static readonly Unit Hertz = Known("Hz");
    public static readonly Unit Degree = Known("deg");
    public static readonly Unit PerCentimetre = Known("/cm");
    public static readonly Unit Micrometre = Known("um");
    public static readonly Unit Count = Known("{count}");
    public static readonly Unit Siemens = Known("S");
    public static readonly Unit MillimetreMercury = Known("mm[Hg]");
    public static readonly Unit PercentPerHour = Known("%/h");
    public static readonly Unit PHPerHour = Known("[pH]/h");
    public static readonly Unit Molar = Known("mol/L");
    public static readonly Unit Micromolar = Known("umol/L");
    public static readonly Unit Nanomolar = Known("nmol/L");
    /// <summary>Association constant of two dissolved species.</summary>
    public static readonly Unit PerMolar = Known("L/mol");
    /// <summary>Rate of association in the units of transcription.</summary>
    public static readonly Unit PerNanomolarPerHour = Known("L/(nmol.h)");
    /// <summary>Change of concentration with time.</summary>
    public static readonly Unit MillimolarPerHour = Known("mmol/(L.h)");
    /// <summary>Enzyme activity per volume; 1 U turns over 1 umol/min.</summary>
    public static readonly Unit EnzymePerMillilitre = Known("U/mL");
    /// <summary>Activation energy.</summary>
    public static readonly Unit KilojoulePerMole = Known("kJ/mol");
    public static readonly Unit PerSecond = Known("/s");
    /// <summary>Rate of association of two molecules.</summary>
    public static readonly Unit PerMolarPerSecond = Known("L/(mol.s)");
    public static readonly Unit Picometre = Known("pm");
    /// <summary>Transport to a surface, response per concentration and time.</summary>
    public static readonly Unit ResponsePerMolarPerSecond = Known("{RU}.L/(mol.s)");

    /// <summary>Copies of a nucleic acid per microlitre of reaction.</summary>
    public static readonly Unit CopiesPerMicrolitre = Known("{copies}/uL");
    public static readonly Unit Nanolitre = Known("nL");
    /// <summary>Length of a nucleic acid.</summary>
    public static readonly Unit Nucleotide = Known("{nt}");
    /// <summary>Cycles of a polymerase chain reaction.</summary>
    public static readonly Unit Cycle = Known("{cycle}");

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
            new("umol/L", "µM", "amount/volume", 1e-3), new("nmol/L", "nM", "amount/volume", 1e-6), new("pmol/L", "pM", "amount/volume", 1e-9),
            new("g/L", "g/L", "mass/volume", 1), new("mg/L", "mg/L", "mass/volume", 1e-3), new("mg/mL", "mg/mL", "mass/volume", 1),
            new("L", "L", "volume", 1), new("mL", "mL", "volume", 1e-3), new("uL", "µL", "volume", 1e-6),
            new("nL", "nL", "volume", 1e-9), new("pL", "pL", "volume", 1e-12), new("fL", "fL", "volume", 1e-15),
            new("L/h", "L/h", "volume/time", 1), new("mL/h", "mL/h", "volume/time", 1e-3),
            new("L/min", "L/min", "volume/time", 60), new("mL/min", "mL/min", "volume/time", 0.06),
            new("/min", "rpm", "1/time", 60), new("/h", "1/h", "1/time", 1), new("Hz", "Hz", "1/time", 3600),
            new("10*9/L", "10⁹/L", "count/volume", 1), new("10*6/mL", "10⁶/mL", "count/volume", 1), new("/L", "1/L", "count/volume", 1e-9),
            new("{copies}/uL", "copies/µL", "count/volume", 1e-3), new("{cycle}", "cycles", "cycle", 1),
            new("{nt}", "nt", "nucleotide", 1),
            new("kg", "kg", "mass", 1), new("g", "g", "mass", 1e-3), new("ug", "µg", "mass", 1e-9),
            new("V", "V", "voltage", 1), new("mV", "mV", "voltage", 1e-3), new("nA", "nA", "current", 1),
            new("Ohm", "Ω", "resistance", 1), new("S", "S", "conductance", 1),
            new("/m", "1/m", "wavenumber", 0.01), new("S/m", "S/m", "conductivity", 1), new("mS/cm", "mS/cm", "conductivity", 0.1),
            new("F", "F", "capacitance", 1), new("H", "H", "inductance", 1),
            new("S{s^alpha}", "S·s^α", "constant phase", 1), new("Ohm{s^-1/2}", "Ω/√s", "Warburg", 1),
            new("Ohm.cm2", "Ω·cm²", "resistance area", 1), new("F/cm2", "F/cm²", "capacitance per area", 1),
            new("F/m2", "F/m²", "capacitance per area", 1e-4),
            new("deg", "°", "angle", 1), new("/cm", "cm⁻¹", "wavenumber", 1), new("{count}", "counts", "count", 1),
            new("mm[Hg]", "mmHg", "pressure", 1), new("bar", "bar", "pressure", 750.0616827),
            new("/s", "1/s", "1/time", 3600), new("L/(mol.s)", "1/(M s)", "volume/amount/time", 1),
            new("L/(nmol.h)", "1/(nM h)", "volume/amount/time", 1e9 / 3600), new("L/mol", "1/M", "volume/amount", 1),
            new("mmol/(L.h)", "mM/h", "amount/volume/time", 1), new("U/mL", "U/mL", "activity/volume", 1),
            new("kU/L", "kU/L", "activity/volume", 1),
            new("{RU}", "RU", "response", 1), new("{RU}.L/(mol.s)", "RU/(M s)", "response volume/amount/time", 1),
            new("mm", "mm", "length", 1e-3), new("um", "µm", "length", 1e-6), new("nm", "nm", "length", 1e-9), new("pm", "pm", "length", 1e-12),
            new("kPa", "kPa", "pressure", 7.500616827), new("mPa.s", "mPa·s", "viscosity", 1), new("m2", "m²", "area", 1),
            new("L/(m2.h)", "L/m²/h", "volume/area/time", 1), new("kJ/mol", "kJ/mol", "energy/amount", 1),
            new("%/h", "%/h", "percent rate", 1), new("[pH]/h", "pH/h", "pH rate", 1),
        }.ToFrozenDictionary(d => d.Code, StringComparer.Ordinal);
    }
}
