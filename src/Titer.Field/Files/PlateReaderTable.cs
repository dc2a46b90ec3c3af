using System.Globalization;
using Sylvan.Data.Csv;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>One row: when, where, what; NaN for an empty cell.</summary>
internal readonly record struct PlateReaderRow(DateTimeOffset Time, int Position, double Value, string File, int Line)
{
    public string Place => $"{File}:{Line}";
}

/// <summary>One CSV file of readings of one variable, every row checked; rows in the order of the file.</summary>
internal sealed class PlateReaderTable
{
    private const int MostPositions = 10_000;

    private PlateReaderTable(Unit unit, List<PlateReaderRow> rows) => (Unit, Rows) = (unit, rows);

    /// <summary><see cref="Unit.Percent"/> (of air saturation) or <see cref="Unit.PH"/>.</summary>
    public Unit Unit { get; }

    public List<PlateReaderRow> Rows { get; }

    /// <exception cref="InputException">A column is missing, or a cell cannot be read; the message has file and line.</exception>
    public static PlateReaderTable Read(string file) => CsvFile.Read(file, (csv, delimiter) => Read(csv, file, delimiter));

    private static PlateReaderTable Read(CsvDataReader csv, string file, char delimiter)
    {
        string[] header = CsvFile.Header(csv);
        int time = Column(header, file, "time", h => h.Equals("time", StringComparison.OrdinalIgnoreCase));
        int position = Column(header, file, "position", h => h.Equals("position", StringComparison.OrdinalIgnoreCase));
        int value = Column(header, file, "...O2_value or ...pH_value", h => VariableOf(h) is not null);
        Unit unit = UnitOf(header[value], file);

        var rows = new List<PlateReaderRow>();
        string? lastText = null;
        DateTimeOffset lastTime = default;
        while (csv.Read())
        {
            int line = csv.RowNumber + 1; // the header is line 1
            if (csv.RowFieldCount <= Math.Max(Math.Max(time, position), value))
            {
                if (csv.RowFieldCount <= 1 && csv.GetFieldSpan(0).IsWhiteSpace()) continue; // an empty line
                throw new InputException($"{file}:{line}", $"The row has {csv.RowFieldCount} cells, the header {header.Length}.");
            }
            // The positions of one read-out share the text of their time.
            if (lastText is null || !csv.GetFieldSpan(time).SequenceEqual(lastText))
            {
                lastText = csv.GetString(time);
                lastTime = CsvCell.Time(lastText, file, line);
            }
            rows.Add(new(lastTime, PositionOf(csv.GetFieldSpan(position), file, line),
                CsvCell.Number(csv.GetFieldSpan(value), delimiter, header[value], file, line), file, line));
        }
        if (rows.Count == 0) throw new InputException(file, "The file has a header and no readings.");
        return new PlateReaderTable(unit, rows);
    }

    private static int Column(string[] header, string file, string name, Predicate<string> is_)
    {
        int first = Array.FindIndex(header, is_), last = Array.FindLastIndex(header, is_);
        if (first < 0) throw new InputException($"{file}:1", $"No column {name}; the columns are {string.Join(", ", header)}.");
        if (first != last) throw new InputException($"{file}:1", $"Two columns could be {name}: {header[first]} and {header[last]}.");
        return first;
    }

    /// <summary>The variable a header names and the unit in brackets behind it, if any; null for another column.</summary>
    private static (Unit Unit, string InBrackets)? VariableOf(string header)
    {
        int bracket = header.IndexOfAny(['[', '(']);
        string name = (bracket < 0 ? header : header[..bracket]).TrimEnd();
        string inBrackets = bracket < 0 ? "" : header[(bracket + 1)..].Trim().TrimEnd(']', ')');
        if (name.EndsWith("O2_value", StringComparison.OrdinalIgnoreCase)) return (Unit.Percent, inBrackets);
        if (name.EndsWith("pH_value", StringComparison.OrdinalIgnoreCase)) return (Unit.PH, inBrackets);
        return null;
    }

    private static Unit UnitOf(string header, string file)
    {
        (Unit unit, string inBrackets) = VariableOf(header)!.Value;
        string text = inBrackets.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        bool known = text.Length == 0
            || (unit == Unit.Percent ? text is "%" or "%as" or "%airsat" or "%airsaturation" or "%dot" or "%do" : text is "ph" or "1" or "-");
        string expected = unit == Unit.Percent ? "% (of air saturation)" : "pH";
        return known ? unit : throw new InputException($"{file}:1", $"Column {header} is in '{inBrackets}'; {expected} is expected.");
    }

    private static int PositionOf(ReadOnlySpan<char> text, string file, int line) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int position)
            && position < MostPositions
            ? position
            : throw new InputException($"{file}:{line}", $"'{text}' is not a position, a whole number from 0 to {MostPositions - 1}.");
}
