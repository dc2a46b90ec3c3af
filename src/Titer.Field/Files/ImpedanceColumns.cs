using System.Text;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// Which columns of a spectrum file hold what, from its header: frequency, and real and imaginary part or magnitude and phase, with
/// their units and signs. Position -1 where a column is absent.
/// </summary>
internal sealed record ImpedanceColumns(
    int Frequency, int First, int Second, bool Polar, double FrequencyFactor, double FirstFactor, double SecondFactor, int Time, string[] Names)
{
    private enum Meaning { Other, Frequency, AngularFrequency, Real, Imaginary, Magnitude, Phase, Time }

    /// <summary>Three columns without a header: Hz, Ohm, Ohm.</summary>
    public static ImpedanceColumns Plain { get; } = new(0, 1, 2, false, 1, 1, 1, -1, ["frequency", "real part", "imaginary part"]);

    /// <summary>Whether a line names a frequency and an impedance.</summary>
    public static bool IsHeader(string[] cells)
    {
        int frequency = 0, impedance = 0;
        foreach (string cell in cells)
        {
            Meaning meaning = MeaningOf(cell, out _, out _);
            if (meaning is Meaning.Frequency or Meaning.AngularFrequency) frequency++;
            else if (meaning is Meaning.Real or Meaning.Imaginary or Meaning.Magnitude) impedance++;
        }
        return frequency + impedance >= 2 || (frequency == 1 && cells.Length > 1) || impedance == 1 && cells.Length > 2;
    }

    /// <exception cref="InputException">A column is missing, is there twice, or has a unit that is not known.</exception>
    public static ImpedanceColumns Of(string[] cells, string file, int line)
    {
        var found = new Dictionary<Meaning, (int At, bool Negated, string Unit)>();
        for (int i = 0; i < cells.Length; i++)
        {
            Meaning meaning = MeaningOf(cells[i], out bool negated, out string unit);
            if (meaning == Meaning.Other) continue;
            if (!found.TryAdd(meaning, (i, negated, unit)))
                throw new InputException($"{file}:{line}", $"Two columns could be the same: {cells[found[meaning].At]} and {cells[i]}.");
        }
        bool cartesian = found.ContainsKey(Meaning.Real) && found.ContainsKey(Meaning.Imaginary);
        bool polar = !cartesian && found.ContainsKey(Meaning.Magnitude) && found.ContainsKey(Meaning.Phase);
        Meaning frequency = found.ContainsKey(Meaning.Frequency) ? Meaning.Frequency : Meaning.AngularFrequency;
        string missing = !found.ContainsKey(frequency) ? "frequency, such as Frequency (Hz)"
            : cartesian || polar ? ""
            : found.ContainsKey(Meaning.Real) ? "imaginary part, such as Z'' (Ohm) or -Z'' (Ohm)"
            : found.ContainsKey(Meaning.Imaginary) ? "real part, such as Z' (Ohm)"
            : "real and imaginary part, such as Z' (Ohm) and -Z'' (Ohm)";
        if (missing.Length > 0)
            throw new InputException($"{file}:{line}",
                $"No column is the {missing}; the columns are {string.Join(", ", cells.Where(c => c.Length > 0))}.");
        var (f, a, b) = (found[frequency], found[polar ? Meaning.Magnitude : Meaning.Real], found[polar ? Meaning.Phase : Meaning.Imaginary]);
        double Factor((int At, bool Negated, string Unit) column, string kind) =>
            (column.Negated ? -1 : 1) * (ImpedanceUnits.Factor(column.Unit, kind)
                ?? throw new InputException($"{file}:{line}",
                    $"Column {cells[column.At]} is in '{column.Unit}', which is no unit of {kind} known here."));
        return new ImpedanceColumns(
            f.At, a.At, b.At, polar, Factor(f, frequency == Meaning.Frequency ? "frequency" : "angular frequency"), Factor(a, "impedance"),
            Factor(b, polar ? "phase" : "impedance"), found.TryGetValue(Meaning.Time, out var time) ? time.At : -1, cells);
    }

    /// <summary>What a column holds, by its name without unit: <c>-Z'' (Ohm)</c>, <c>Re(Z)/Ohm</c>, <c>freq_kHz</c>, <c>|Z|</c>.</summary>
    private static Meaning MeaningOf(string cell, out bool negated, out string unit)
    {
        string name = Plainer(cell);
        unit = ImpedanceUnits.Of(ref name);
        negated = name.StartsWith('-');
        name = name.TrimStart('-', '+');
        if (name.StartsWith("trace", StringComparison.Ordinal)) name = name["trace".Length..];
        return name switch
        {
            "f" or "freq" or "frequency" or "frequencies" => Meaning.Frequency,
            "w" or "omega" or "\u03C9" or "angularfrequency" => Meaning.AngularFrequency,
            "z'" or "zr" or "zre" or "zreal" or "re" or "rez" or "re(z)" or "real" or "realz" or "real(z)" or "realpart" or "realimpedance"
                or "resistance" or "z1" or "rs" => Meaning.Real,
            "z''" or "zi" or "zim" or "zimag" or "im" or "imz" or "im(z)" or "imag" or "imagz" or "imag(z)" or "imaginary" or "imaginaryz"
                or "imaginarypart" or "imaginaryimpedance" or "zimaginary" or "reactance" or "z2" or "xs" => Meaning.Imaginary,
            "z" or "|z|" or "zmod" or "modz" or "mod(z)" or "modulus" or "magnitude" or "absz" or "abs(z)" or "impedance"
                or "impedancemagnitude" => Meaning.Magnitude,
            "phase" or "phasez" or "phase(z)" or "theta" or "phi" or "angle" or "phaseangle" or "zphz" or "impedancephase"
                or "\u03B8" => Meaning.Phase,
            "t" or "time" => Meaning.Time,
            _ => Meaning.Other,
        };
    }

    /// <summary>Lower case, without white space and underscores, one kind of quote, minus and Ohm sign.</summary>
    private static string Plainer(string cell)
    {
        var plain = new StringBuilder();
        foreach (char c in cell.Trim().Trim('\uFEFF'))
            plain.Append(c switch
            {
                ' ' or '_' or '\t' => "",
                '"' or '\u2033' or '\u201D' => "''",
                '\u2032' or '\u2019' or '`' => "'",
                '\u2212' or '\u2013' => "-",
                '\u03A9' or '\u2126' => "ohm",
                _ => $"{c}",
            });
        return plain.ToString();
    }
}
