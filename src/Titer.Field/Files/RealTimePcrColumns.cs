using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// Amplification curves: wide (<c>Cycle, A1, A2, ...</c>) or long (<c>Well, Cycle, Rn</c>, in any order, other columns left aside).
/// </summary>
internal static class RealTimePcrColumns
{
    private const int LeastCycles = 12;
    private static readonly string[] CycleNames = ["Cycle", "Cycles", "Cycle Number", "CycleNumber", "Cycle #"];
    // In this order: exports that have both number the wells in "Well".
    private static readonly string[] WellNames = ["Well Position", "WellPosition", "Position", "Well"];
    private static readonly string[] SignalNames = ["Fluorescence", "Rn", "RFU", "Signal", "Intensity"];

    /// <summary>Position of the column of cycles; -1 when there is none.</summary>
    public static int Cycle(CsvTable table) => Find(table, CycleNames);

    /// <exception cref="InputException">No wells, cycles that do not rise, too few of them, or a value that is missing.</exception>
    public static ImmutableArray<PcrWell> Wells(CsvTable table, int cycle)
    {
        int well = WellNames.Select(name => Find(table, [name])).FirstOrDefault(c => c >= 0, -1);
        int signal = Find(table, SignalNames);
        return well >= 0 && signal >= 0 ? Long(table, cycle, well, signal) : Wide(table, cycle);
    }

    private static int Find(CsvTable table, string[] names)
    {
        for (int i = 0; i < table.Header.Count; i++)
            if (names.Contains(table.Header[i], StringComparer.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static ImmutableArray<PcrWell> Wide(CsvTable table, int cycle)
    {
        var rows = new List<int>(Enumerable.Range(0, table.Rows));
        double[] cycles = Cycles(table, cycle, rows);
        // A column without a name or a value is what a spreadsheet leaves behind.
        int[] wells = [.. Enumerable.Range(0, table.Header.Count)
            .Where(c => c != cycle && rows.Exists(row => !string.IsNullOrWhiteSpace(table.Text(row, c))))];
        if (wells.Length == 0) throw new InputException($"{table.File}:1", "There is a column of cycles and no column of a well.");
        return [.. wells.Select(c => Well(table, PcrFile.Position(table.Header[c]), table.Header[c], cycles, rows, c))];
    }

    private static ImmutableArray<PcrWell> Long(CsvTable table, int cycle, int well, int signal)
    {
        var byWell = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows; row++)
        {
            string name = PcrFile.Position(table.Text(row, well));
            if (name.Length == 0) throw new InputException(table.Place(row), $"There is no well in column {table.Header[well]}.");
            if (!byWell.TryGetValue(name, out List<int>? rows)) byWell[name] = rows = [];
            rows.Add(row);
        }
        return [.. byWell.Select(w => Well(table, w.Key, table.Header[signal], Cycles(table, cycle, w.Value), w.Value, signal))];
    }

    private static PcrWell Well(CsvTable table, string well, string signal, double[] cycles, List<int> rows, int column)
    {
        double[] values = new double[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = table.Number(rows[i], column);
            if (double.IsNaN(values[i]))
                throw new InputException(table.Place(rows[i]), $"There is no fluorescence of well {well} in column {table.Header[column]}.");
        }
        return new(well, [signal], [new Channel("cycle", Unit.Cycle, [.. cycles]), new Channel("fluorescence", Unit.One, [.. values])]);
    }

    private static double[] Cycles(CsvTable table, int cycle, List<int> rows)
    {
        double[] cycles = new double[rows.Count];
        for (int i = 0; i < cycles.Length; i++)
        {
            cycles[i] = table.Number(rows[i], cycle);
            if (double.IsNaN(cycles[i])) throw new InputException(table.Place(rows[i]), "There is no cycle.");
            if (i > 0 && cycles[i] <= cycles[i - 1])
                throw new InputException(table.Place(rows[i]), $"Cycle {cycles[i]} comes after cycle {cycles[i - 1]}; cycles must rise.");
        }
        return cycles.Length >= LeastCycles
            ? cycles
            : throw new InputException(table.File, $"There are {cycles.Length} cycles, and an amplification curve needs at least {LeastCycles}.");
    }
}
