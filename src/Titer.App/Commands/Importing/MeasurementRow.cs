using System.Globalization;
using Sylvan.Data.Csv;
using Titer.App.Laboratory;
using Titer.Core;

namespace Titer.App.Commands.Importing;

/// <summary>Reads rows of one file. Names that come again are the same string, so that a million rows do not hold a million copies.</summary>
/// <param name="columns">For each column of <see cref="MeasurementCsv"/> where it stands in the file; -1 for one that is not there.</param>
internal sealed class MeasurementRow(string path, string name, int[] columns, MeasurementRules rules)
{
    private const int LongestName = 256, LongestReason = 1024, MostKept = 20_000, Reason = 6, Source = 7, Sequence = 8;

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];

    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tag> _tags = new(StringComparer.Ordinal);

    /// <param name="line">Line of the file where the row begins.</param>
    /// <param name="number">Rows before this one; the sequence number where the file has none.</param>
    /// <exception cref="InputException">The row is no measurement.</exception>
    public Measurement Read(CsvDataReader csv, long line, long number)
    {
        if (csv.RowFieldCount != csv.FieldCount)
            throw Wrong(line, $"the row has {csv.RowFieldCount} cells, and the header {csv.FieldCount}.");
        var measurement = new Measurement(
            TagOf(Cell(csv, 0, line), line), TimeOf(Cell(csv, 1, line), line), NumberOf(Cell(csv, 2, line), 2, line), UnitOf(Cell(csv, 3, line), line),
            NumberOf(Cell(csv, 4, line), 4, line),
            new Quality(StatusOf(Cell(csv, 5, line), line), Text(Cell(csv, Reason, line), Reason, LongestReason, line)),
            columns[Source] < 0 ? name : Text(Cell(csv, Source, line), Source, LongestName, line),
            columns[Sequence] < 0 ? number : SequenceOf(Cell(csv, Sequence, line), line));
        return rules.Wrong(measurement) is { } wrong ? throw Wrong(line, wrong) : measurement;
    }

    private ReadOnlySpan<char> Cell(CsvDataReader csv, int column, long line)
    {
        if (columns[column] < 0) return [];
        ReadOnlySpan<char> cell = csv.GetFieldSpan(columns[column]);
        // Bytes that are not UTF-8 have become U+FFFD.
        if (cell.Contains('\uFFFD')) throw Wrong(line, $"column {MeasurementCsv.Columns[column]} holds bytes that are not UTF-8, or the character U+FFFD.");
        // A terminal would obey some of them, and a NUL is in no text. Lines and tabs are of use in a reason.
        foreach (char c in cell)
        {
            if (char.IsControl(c) && !(column == Reason && c is ('\n' or '\r' or '\t')))
                throw Wrong(line, $"column {MeasurementCsv.Columns[column]} holds the control character U+{(int)c:X4}.");
        }
        return cell;
    }

    private Tag TagOf(ReadOnlySpan<char> cell, long line)
    {
        if (_tags.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out Tag known)) return known;
        try
        {
            if (cell.Length <= LongestName) return _tags[cell.ToString()] = new Tag(cell.ToString());
        }
        catch (ArgumentException)
        {
            // said below
        }
        throw Wrong(line, $"{Visible.Quoted(cell)} is not a tag: letters, digits, '-', '_', '.' and '/', at most {LongestName}.");
    }

    private DateTimeOffset TimeOf(ReadOnlySpan<char> cell, long line) =>
        DateTimeOffset.TryParseExact(cell, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
            : throw Wrong(line, $"{Visible.Quoted(cell)} is not a time such as 2026-03-01T06:00:00.5Z.");

    private double NumberOf(ReadOnlySpan<char> cell, int column, long line) =>
        cell.IsEmpty ? double.NaN
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw Wrong(line, $"{Visible.Quoted(cell)} in column {MeasurementCsv.Columns[column]} is not a number that a double can hold.");

    private static Ne107? Status(ReadOnlySpan<char> cell)
    {
        foreach (Ne107 status in Enum.GetValues<Ne107>())
            if (cell.SequenceEqual(status.ToString())) return status;
        return null;
    }

    private Ne107 StatusOf(ReadOnlySpan<char> cell, long line) => cell.IsEmpty ? Ne107.Good : Status(cell)
        ?? throw Wrong(line, $"{Visible.Quoted(cell)} is not a quality: {string.Join(", ", Enum.GetNames<Ne107>())}.");

    private Unit UnitOf(ReadOnlySpan<char> cell, long line) => Unit.TryParse(Kept(cell), out Unit unit) ? unit
        : throw Wrong(line, $"{Visible.Quoted(cell)} is not a UCUM unit that is known here.");

    private long SequenceOf(ReadOnlySpan<char> cell, long line) =>
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long sequence) ? sequence
            : throw Wrong(line, $"{Visible.Quoted(cell)} in column sequence is not a whole number.");

    private string Text(ReadOnlySpan<char> cell, int column, int longest, long line) => cell.Length <= longest ? Kept(cell)
        : throw Wrong(line, $"column {MeasurementCsv.Columns[column]} has {cell.Length} characters, and {longest} is the most.");

    private string Kept(ReadOnlySpan<char> text)
    {
        if (_kept.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? kept)) return kept;
        if (_kept.Count >= MostKept) _kept.Clear();
        string made = text.ToString();
        _kept[made] = made;
        return made;
    }

    private InputException Wrong(long line, string what) => new($"{path}:{line}", what);
}
