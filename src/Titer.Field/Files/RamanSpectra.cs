using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Field.Files;

/// <summary>
/// A CSV file of Raman spectra, one per row: columns whose header is a number are channels (wavenumber, 1/cm; with or without a unit behind, or
/// the X that R
/// puts before), the others say something about the spectrum. Channels rise or fall along the file; falling ones are turned round.
/// </summary>
public sealed class RamanSpectra
{
    private const int LeastChannels = 16;
    private static readonly string[] WavenumberUnits = ["cm-1", "cm^-1", "cm⁻¹", "/cm", "1/cm"];

    private RamanSpectra(CsvTable table, SpectralAxis axis, RowMatrix spectra, ImmutableArray<int> others) =>
        (Table, Axis, Spectra, Others) = (table, axis, spectra, others);

    public CsvTable Table { get; }

    public SpectralAxis Axis { get; }

    /// <summary>NaN where a cell is empty.</summary>
    public RowMatrix Spectra { get; }

    /// <summary>Columns that are no channels.</summary>
    public ImmutableArray<int> Others { get; }

    /// <exception cref="InputException">No such file, no channels, channels out of order, or a cell that is no number.</exception>
    public static RamanSpectra Read(string file)
    {
        CsvTable table = CsvTable.Read(file);
        (int Column, double Wavenumber)[] channels = Channels(table, "");
        if (channels.Length < LeastChannels) channels = Channels(table, "X");
        if (channels.Length < LeastChannels)
            throw new InputException($"{file}:1", $"{channels.Length} columns have a wavenumber (1/cm) as header, and at least "
                + $"{LeastChannels} are needed.");
        ImmutableArray<int> others = [.. Enumerable.Range(0, table.Header.Count).Except(channels.Select(c => c.Column))];
        if (channels[0].Wavenumber > channels[^1].Wavenumber) Array.Reverse(channels);
        for (int i = 1; i < channels.Length; i++)
            if (!(channels[i].Wavenumber > channels[i - 1].Wavenumber))
                throw new InputException($"{file}:1", $"The wavenumbers are not in order: column "
                    + $"{table.Header[Math.Max(channels[i].Column, channels[i - 1].Column)]} "
                    + $"follows column {table.Header[Math.Min(channels[i].Column, channels[i - 1].Column)]}.");
        var spectra = new RowMatrix(table.Rows, channels.Length);
        for (int row = 0; row < table.Rows; row++)
            for (int j = 0; j < channels.Length; j++) spectra[row, j] = table.Number(row, channels[j].Column);
        return new RamanSpectra(table, new SpectralAxis([.. channels.Select(c => c.Wavenumber)], $"{file}:1"), spectra, others);
    }

    /// <summary>
    /// A column of reference values by its name without a unit, and the unit in brackets behind the name, if there is one.
    /// </summary>
    /// <exception cref="InputException">There is no such column, or two, or its unit is not known.</exception>
    public (double[] Values, Unit? Unit) Reference(string name)
    {
        int column = Find(name);
        string header = Table.Header[column], inBrackets = UnitIn(header);
        if (inBrackets.Length == 0) return (Values(column), null);
        return TryUnit(inBrackets, out Unit unit) ? (Values(column), unit)
            : throw new InputException($"{Table.File}:1", $"'{inBrackets}' in column {header} is not a unit that is known here.");
    }

    /// <summary>The text of a column, row by row.</summary>
    public string[] Texts(string name)
    {
        int column = Find(name);
        return [.. Enumerable.Range(0, Table.Rows).Select(row => Table.Text(row, column).Trim())];
    }

    /// <summary>A unit as people write it: UCUM, or mM and the like.</summary>
    public static bool TryUnit(string text, out Unit unit)
    {
        string known = text.Trim().Replace('µ', 'u').Replace("μ", "u", StringComparison.Ordinal) switch
        {
            "mM" => "mmol/L", "uM" => "umol/L", "nM" => "nmol/L", "M" => "mol/L",
            "g/l" or "g L-1" or "g·L-1" or "gL-1" or "g.L-1" or "g L^-1" => "g/L", "mg/l" => "mg/L", "mg/ml" => "mg/mL", "mmol/l" => "mmol/L",
                var other => other,
        };
        return Unit.TryParse(known, out unit);
    }

    private double[] Values(int column) => [.. Enumerable.Range(0, Table.Rows).Select(row => Table.Number(row, column))];

    private int Find(string name)
    {
        if (Table.Has(name)) return Table.IndexOf(name);
        int[] found = [.. Others.Where(i => Table.Header[i].Split('[', '(')[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 1) return found[0];
        string others = Others.IsEmpty ? "no column but channels" : $"beside the channels "
            + $"{string.Join(", ", Others.Take(12).Select(i => Table.Header[i]))}";
        throw new InputException($"{Table.File}:1", found.Length > 1 ? $"There are {found.Length} columns {name}."
            : $"No column {name}; there is {others}.");
    }

    private static string UnitIn(string header)
    {
        int open = header.IndexOfAny(['[', '(']);
        return open < 0 ? "" : header[(open + 1)..].Trim().TrimEnd(']', ')').Trim();
    }

    private static (int, double)[] Channels(CsvTable table, string prefix)
    {
        var channels = new List<(int, double)>();
        for (int i = 0; i < table.Header.Count; i++)
            if (Wavenumber(table.Header[i], prefix) is { } wavenumber) channels.Add((i, wavenumber));
        return [.. channels];
    }

    private static double? Wavenumber(string header, string prefix)
    {
        string text = header.Trim().Trim('"').Trim();
        if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return null;
        text = text[prefix.Length..];
        foreach (string unit in WavenumberUnits)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) text = text[..^unit.Length].TrimEnd(' ', '_', '[', '(');
        text = text.Replace(',', '.');
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
    }
}
