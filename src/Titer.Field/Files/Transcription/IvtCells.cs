using System.Globalization;
using Titer.Core;

namespace Titer.Field.Files.Transcription;

/// <summary>
/// Numbers of a table that came out of a spreadsheet: a cell may point to another one (<c>=B101</c>), as in the published yields of van de Berg et
/// al.
/// </summary>
internal sealed class IvtCells(CsvTable table)
{
    private const int LongestChain = 10_000;
    private readonly Dictionary<int, int> _rowOfLine = Enumerable.Range(0, table.Rows).ToDictionary(r => Line(table.Place(r)));

    public CsvTable Table => table;

    public int Rows => table.Rows;

    /// <summary>A number that must be there.</summary>
    /// <exception cref="InputException">The cell is empty, no number, or points nowhere.</exception>
    public double Required(int row, int column)
    {
        double value = Number(row, column);
        return double.IsFinite(value) ? value : throw new InputException(table.Place(row), $"The cell in column {table.Header[column]} is empty.");
    }

    /// <summary>A number; NaN where the cell is empty.</summary>
    public double Number(int row, int column)
    {
        (int r, int c) = (row, column);
        for (int i = 0; i < LongestChain; i++)
        {
            string text = table.Text(r, c).Trim();
            if (!text.StartsWith('=')) return table.Number(r, c);
            if (text.Length < 3 || !char.IsAsciiLetterUpper(text[1])
                || !int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int line)
                || text[1] - 'A' >= table.Header.Count || !_rowOfLine.TryGetValue(line, out int target))
                throw new InputException(table.Place(row),
                    $"'{text}' in column {table.Header[column]} is not a number, and not a cell of this table.");
            (r, c) = (target, text[1] - 'A');
        }
        throw new InputException(table.Place(row), $"The cell in column {table.Header[column]} points to itself.");
    }

    private static int Line(string place) => int.Parse(place.AsSpan(place.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
