using Sylvan.Data.Csv;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// A CSV file as named columns, whole in memory: comma, semicolon or tab between cells, a decimal comma where the comma is free, a
/// byte-order mark or none. Every mistake is one sentence with file and line.
/// </summary>
public sealed class CsvTable
{
    private readonly char _delimiter;
    private readonly List<string[]> _rows;
    private readonly List<int> _lines;

    private CsvTable(string file, char delimiter, string[] header, List<string[]> rows, List<int> lines) =>
        (File, _delimiter, Header, _rows, _lines) = (file, delimiter, header, rows, lines);

    public string File { get; }

    /// <summary>Names of the columns in the order of the file.</summary>
    public IReadOnlyList<string> Header { get; }

    public int Rows => _rows.Count;

    /// <exception cref="InputException">No file, no CSV, no rows, or a row with fewer or more cells than the header.</exception>
    public static CsvTable Read(string file) => CsvFile.Read(file, (csv, delimiter) => Read(csv, file, delimiter));

    private static CsvTable Read(CsvDataReader csv, string file, char delimiter)
    {
        string[] header = CsvFile.Header(csv);
        var rows = new List<string[]>();
        var lines = new List<int>();
        while (csv.Read())
        {
            int line = csv.RowNumber + 1; // the header is line 1
            if (csv.RowFieldCount <= 1 && csv.GetFieldSpan(0).IsWhiteSpace()) continue; // an empty line
            if (csv.RowFieldCount != header.Length)
                throw new InputException($"{file}:{line}", $"The row has {csv.RowFieldCount} cells, the header {header.Length}.");
            rows.Add([.. Enumerable.Range(0, header.Length).Select(csv.GetString)]);
            lines.Add(line);
        }
        return rows.Count > 0 ? new CsvTable(file, delimiter, header, rows, lines) : throw new InputException(file,
            "The file has a header and no rows.");
    }

    /// <summary>File and line of a row, for a message.</summary>
    public string Place(int row) => $"{File}:{_lines[row]}";

    public bool Has(string column) => Header.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Position of a column; upper and lower case are the same.</summary>
    /// <exception cref="InputException">There is none, or there are two.</exception>
    public int IndexOf(string column)
    {
        int[] found = [.. Enumerable.Range(0, Header.Count).Where(i => Header[i].Equals(column, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 1) return found[0];
        if (found.Length > 1) throw new InputException($"{File}:1", $"There are {found.Length} columns {column}.");
        string others = string.Join(", ", Header.Take(12)) + (Header.Count > 12 ? $" and {Header.Count - 12} more" : "");
        throw new InputException($"{File}:1", $"No column {column}; the columns are {others}.");
    }

    public string Text(int row, int column) => _rows[row][column];

    /// <summary>A finite number, or NaN where the cell is empty or says NaN, NA or null.</summary>
    /// <exception cref="InputException">The cell holds something else.</exception>
    public double Number(int row, int column) => CsvCell.Number(_rows[row][column], _delimiter, Header[column], File, _lines[row]);

    /// <summary>A column of numbers, one per row; NaN where a cell is empty.</summary>
    public double[] Numbers(string column)
    {
        int at = IndexOf(column);
        return [.. Enumerable.Range(0, Rows).Select(row => Number(row, at))];
    }

    /// <summary>A column of times by ISO 8601 (also with slashes), UTC where no zone is named.</summary>
    public DateTimeOffset[] Times(string column)
    {
        int at = IndexOf(column);
        return [.. Enumerable.Range(0, Rows).Select(row => CsvCell.Time(_rows[row][at], File, _lines[row]))];
    }
}
