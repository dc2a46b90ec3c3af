using System.Text;
using Sylvan.Data.Csv;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// A text file of a binding instrument as rows of cells: UTF-8 or UTF-16 by their marks, else UTF-8 where it is valid, else Latin-1
/// (instruments write µ in any of them); tab, semicolon or comma between cells; rows of unequal length; lines of white space or beginning
/// with # left out.
/// </summary>
internal sealed class BindingText
{
    private BindingText(string file, char delimiter, List<string[]> rows, List<int> lines) =>
        (File, Delimiter, Rows, Lines) = (file, delimiter, rows, lines);

    public string File { get; }
    public char Delimiter { get; }

    /// <summary>The header first.</summary>
    public List<string[]> Rows { get; }

    /// <summary>Line of each row in the file, from 1.</summary>
    public List<int> Lines { get; }

    public string Place(int row) => $"{File}:{Lines[row]}";

    /// <exception cref="InputException">The file cannot be read, is empty, or is no text.</exception>
    public static BindingText Read(string file)
    {
        string text = Decode(file, Bytes(file));
        if (text.Contains('\0')) throw new InputException(file, "This is no text file.");
        int skipped = 0;
        using var reader = new StringReader(text);
        string? header = reader.ReadLine();
        while (header is not null && (string.IsNullOrWhiteSpace(header) || header.StartsWith('#')))
        {
            header = reader.ReadLine();
            skipped++;
        }
        if (header is null) throw new InputException(file, "The file is empty.");
        char delimiter = header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
        var rows = new List<string[]> { header.Split(delimiter) };
        var lines = new List<int> { skipped + 1 };
        try
        {
            using CsvDataReader csv = CsvDataReader.Create(reader,
                new CsvDataReaderOptions { Delimiter = delimiter, HasHeaders = false, ResultSetMode = ResultSetMode.SingleResult });
            while (csv.Read())
            {
                string[] cells = [.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)];
                if (cells.All(string.IsNullOrWhiteSpace) || cells[0].StartsWith('#')) continue;
                rows.Add(cells);
                lines.Add(csv.RowNumber + skipped + 1);
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException)
        {
            throw new InputException(file, $"The file cannot be read as a table: {e.Message.TrimEnd('.')}.");
        }
        if (rows[0].Any(c => c.StartsWith('"'))) rows[0] = [.. rows[0].Select(c => c.Trim('"'))];
        rows[0] = [.. rows[0].Select(c => c.Trim().TrimStart('\uFEFF'))];
        return rows.Count > 1 ? new BindingText(file, delimiter, rows, lines) : throw new InputException(file, "The file has a header and no rows.");
    }

    /// <summary>A finite number, or NaN where there is none.</summary>
    public double Number(int row, int column)
    {
        string[] cells = Rows[row];
        return column < cells.Length ? CsvCell.Number(cells[column], Delimiter, Rows[0][column], File, Lines[row]) : double.NaN;
    }

    private static byte[] Bytes(string file)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, not a file.");
        try
        {
            return System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(file, "There is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, $"The file cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    private static string Decode(string file, byte[] bytes)
    {
        if (bytes.Length == 0) throw new InputException(file, "The file is empty.");
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        int mark = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
