using System.Globalization;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>
/// A table of one's own, a row per sample, columns in any order with their unit in brackets. Mix: NTP each, or ATP, UTP, CTP, GTP; Mg; T7RNAP;
/// template; cap, pyrophosphatase, buffer, pH; A, U, C, G of the transcript, or its length. Measured: RNA, PPi, each with a standard deviation 'RNA
/// sd', 'PPi sd' or none. Rows of the same mix are one experiment, rows of the same mix and time replicates.
/// </summary>
internal sealed class OwnIvtTable : IIvtLayout
{
    private const double Unknown = 0.1; // relative error of a value without replicates and without a stated deviation
    private static readonly (string Name, Unit Unit)[] Known =
    [
        ("time", Unit.Hour), ("NTP each", Unit.Millimolar), ("ATP", Unit.Millimolar), ("UTP", Unit.Millimolar), ("CTP", Unit.Millimolar),
            ("GTP", Unit.Millimolar),
        ("cap", Unit.Millimolar), ("Mg", Unit.Millimolar), ("T7RNAP", Unit.Nanomolar), ("template", Unit.Nanomolar),
            ("pyrophosphatase", Unit.EnzymePerMillilitre),
        ("buffer", Unit.Millimolar), ("pH", Unit.PH), ("A", Unit.One), ("U", Unit.One), ("C", Unit.One), ("G", Unit.One), ("length", Unit.One),
        ("RNA", Unit.Micromolar), ("RNA sd", Unit.Micromolar), ("PPi", Unit.Millimolar), ("PPi sd", Unit.Millimolar),
    ];

    public bool Fits(CsvTable table) => Names(table).Contains("time") && (Names(table).Contains("NTP each") || Names(table).Contains("ATP"))
        && Names(table).Contains("Mg") && Names(table).Contains("T7RNAP") && Names(table).Contains("RNA");

    public IvtDataSet Read(IvtCells cells)
    {
        CsvTable table = cells.Table;
        if (table.Header.Select(Name).FirstOrDefault(h => h.Length > 0 && h != "condition"
            && !Known.Any(k => k.Name.Equals(h, StringComparison.OrdinalIgnoreCase))) is { } odd)
            throw new InputException($"{table.File}:1", $"There is no column '{odd}' in a table of transcription data; those known are "
                + $"{string.Join(", ", Known.Select(k => k.Name))} and condition.");
        var columns = Known.ToDictionary(k => k.Name, k => Column(table, k.Name, k.Unit));
        var rows = new List<(string Condition, IvtConditions Mix, double Time, double[] Measured, string Place)>();
        for (int row = 0; row < cells.Rows; row++)
        {
            double time = Mixed("time", double.NaN);
            IvtConditions mix = Mix(Mixed, table.Place(row));
            bool mass = columns["RNA"]!.Value.Unit is { } u && u.TryConvert(1, Unit.GramPerLitre, out _);
            double perUnit = mass ? 1 / RnaMass.GramPerMicromole(mix.Composition) : 1;
            double[] measured = [Cell("RNA") * perUnit, Cell("RNA sd") * perUnit, Cell("PPi"), Cell("PPi sd")];
            if (time > 0) rows.Add((Words(mix), mix, time, measured, table.Place(row)));

            double Cell(string name) => columns[name] is { } c ? cells.Number(row, c.Index) * c.Factor : double.NaN;
            double Mixed(string name, double otherwise)
            {
                if (columns[name] is null) return double.IsNaN(otherwise) ? throw new InputException($"{table.File}:1", $"No column '{name}'.")
                    : otherwise;
                return IvtRow.NotNegative(cells.Required(row, columns[name]!.Value.Index), name, table.Place(row)) * columns[name]!.Value.Factor;
            }
        }
        return IvtRow.Collect(table, "a table of transcription data", "own data",
            Observed(rows, IvtState.Rna, 0).Concat(Observed(rows, IvtState.Pyrophosphate, 2)),
            [(IvtState.Rna, "RNA, uM"), (IvtState.Pyrophosphate, "dissolved pyrophosphate, mM")]);
    }

    // Means of replicates; their uncertainty from the stated deviations, else from the replicates, else a tenth of the value.
    private static IEnumerable<IvtRow> Observed(List<(string Condition, IvtConditions Mix, double Time, double[] Measured, string Place)> rows,
        int state, int at)
    {
        var groups = rows.Where(r => double.IsFinite(r.Measured[at])).GroupBy(r => (r.Condition, r.Time)).ToList();
        double stated = Replicates.Pooled(groups.SelectMany(g => g.Select(r => r.Measured[at + 1])).Where(s => s > 0));
        double replicated = Replicates.Pooled(groups.Select(g => Replicates.Deviation([.. g.Select(r => r.Measured[at])])));
        double typical = groups.Count == 0 ? 0 : groups.Max(g => Math.Abs(g.Average(r => r.Measured[at])));
        foreach (var g in groups)
        {
            double value = g.Average(r => r.Measured[at]);
            double sigma = double.IsFinite(stated) ? stated : replicated > 0 ? replicated / Math.Sqrt(g.Count())
                : Unknown * Math.Max(Math.Abs(value), 0.1 * typical);
            if (!(sigma > 0)) throw new InputException(g.First().Place,
                "All values of a column are zero, so that their error is not known; give a standard deviation.");
            yield return new(g.Key.Condition, g.First().Mix, [new(g.Key.Time, state, 1, value, sigma, g.First().Place)]);
        }
    }

    private static IvtConditions Mix(Func<string, double, double> cell, string place)
    {
        double each = cell("NTP each", -1), length = cell("length", 0);
        (double A, double U, double C, double G) bases = (cell("A", length / 4), cell("U", length / 4), cell("C", length / 4), cell("G", length / 4));
        if (!(Math.Min(Math.Min(bases.A, bases.U), Math.Min(bases.C, bases.G)) >= 1))
            throw new InputException(place, "The transcript needs columns A, U, C and G, or its length, and at least one of each nucleotide.");
        double Nucleotide(string name) => each >= 0 ? cell(name, each) : cell(name, double.NaN);
        return new()
        {
            Atp = Nucleotide("ATP"), Utp = Nucleotide("UTP"), Ctp = Nucleotide("CTP"), Gtp = Nucleotide("GTP"), Cap = cell("cap", 0),
                Magnesium = cell("Mg", double.NaN),
            Polymerase = cell("T7RNAP", double.NaN), Template = cell("template", double.NaN), Pyrophosphatase = cell("pyrophosphatase", 0),
                Buffer = cell("buffer", 40),
            BufferPH = cell("pH", 8), Composition = bases,
        };
    }

    private static string Words(IvtConditions m) => string.Create(CultureInfo.InvariantCulture,
        $"ATP {m.Atp:G6}, UTP {m.Utp:G6}, CTP {m.Ctp:G6}, GTP {m.Gtp:G6}, ")
        + string.Create(CultureInfo.InvariantCulture, $"cap {m.Cap:G6}, Mg {m.Magnesium:G6} mM, ")
        + string.Create(CultureInfo.InvariantCulture, $"T7RNAP {m.Polymerase:G6}, template {m.Template:G6} nM, ")
        + string.Create(CultureInfo.InvariantCulture, $"pyrophosphatase {m.Pyrophosphatase:G6} U/mL, pH {m.BufferPH}, {m.Length} nt");

    private static string Name(string header) => header.Split('[', '(')[0].Trim();

    private static HashSet<string> Names(CsvTable table) => new(table.Header.Select(Name), StringComparer.OrdinalIgnoreCase);

    private static (int Index, double Factor, Unit? Unit)? Column(CsvTable table, string name, Unit unit)
    {
        int[] found = [.. Enumerable.Range(0, table.Header.Count).Where(i => Name(table.Header[i]).Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 0) return null;
        string header = table.Header[found[0]];
        if (found.Length > 1) throw new InputException($"{table.File}:1", $"There are {found.Length} columns {name}.");
        if (unit == Unit.One || unit == Unit.PH) return (found[0], 1, unit);
        if (header.IndexOfAny(['[', '(']) < 0) throw new InputException($"{table.File}:1",
            $"Column {name} has no unit; write for example '{name} [{unit.Code}]'.");
        string written = header[(header.IndexOfAny(['[', '(']) + 1)..].TrimEnd(']', ')', ' ');
        if (!RamanSpectra.TryUnit(written, out Unit own)) throw new InputException($"{table.File}:1",
            $"'{written}' in column {name} is not a unit that is known here.");
        if (own.TryConvert(1, unit, out double factor)) return (found[0], factor, unit);
        // RNA by mass is turned into moles by its composition, row by row.
        if (name.StartsWith("RNA", StringComparison.Ordinal) && own.TryConvert(1, Unit.GramPerLitre, out double mass)) return (found[0], mass,
            Unit.GramPerLitre);
        throw new InputException($"{table.File}:1", $"Column {name} is in {own.Code}, which cannot be turned into {unit.Code}.");
    }
}
