using Sylvan.Data.Csv;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>Opens a CSV file whose cells are separated by semicolons, tabs or commas, as its first line says.</summary>
internal static class CsvFile
{
    // A spectrum is one row of thousands of cells.
    private const int LongestRow = 1 << 24;

    /// <exception cref="InputException">The file is absent, a folder, empty or not CSV; the message has file and, where known, line.</exception>
    public static T Read<T>(string file, Func<CsvDataReader, char, T> read)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, not a file.");
        try
        {
            char delimiter = Delimiter(file);
            var options = new CsvDataReaderOptions { Delimiter = delimiter, HasHeaders = true, BufferSize = 1 << 16, MaxBufferSize = LongestRow };
            using CsvDataReader csv = CsvDataReader.Create(file, options);
            return read(csv, delimiter);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(file, "There is no such file.");
        }
        catch (Exception e)
            when (e is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or IOException or UnauthorizedAccessException)
        {
            string place = e is CsvFormatException f ? $"{file}:{f.RowNumber + 1}" : file;
            throw new InputException(place, $"The file cannot be read as CSV: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>The names of the columns, without white space around them and without a byte-order mark.</summary>
    public static string[] Header(CsvDataReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(i =>
        csv.GetName(i).Trim().TrimStart('\uFEFF'))];

    private static char Delimiter(string file)
    {
        string header = File.ReadLines(file).FirstOrDefault(l => l.Length > 0) ?? throw new InputException(file, "The file is empty.");
        if (header.Contains('\0')) throw new InputException(file, "This is no text file.");
        return header.Contains(';') ? ';' : header.Contains('\t') ? '\t' : ',';
    }
}
