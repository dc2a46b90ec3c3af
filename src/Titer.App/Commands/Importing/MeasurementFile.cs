using System.Security.Cryptography;
using System.Text;
using Sylvan.Data.Csv;
using Titer.App.Laboratory;
using Titer.Core;

namespace Titer.App.Commands.Importing;

/// <summary>
/// A file of measurements in the columns of <see cref="MeasurementCsv"/>, CSV in UTF-8 with commas, also gzip'ed (<c>.gz</c>). It is read
/// row by row, whatever its size; nothing in it is believed. Every mistake is one sentence with file and line.
/// </summary>
internal sealed class MeasurementFile(string path)
{
    /// <summary>Longest row, characters.</summary>
    private const int LongestRow = 1 << 16;

    public string Name { get; } = Path.GetFileName(path);

    /// <summary>SHA-256 of the file as it is on the disk, lower-case hexadecimal.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public string Hash() => Reading(() =>
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    });

    /// <summary>The measurements in the order of the rows.</summary>
    /// <exception cref="InputException">The file cannot be read, or a row of it is no measurement.</exception>
    public IEnumerable<Measurement> Read(MeasurementRules rules)
    {
        using CsvDataReader csv = Reading(Open);
        var row = new MeasurementRow(path, Name, Reading(() => Header(csv)), rules);
        long line = 2, number = 0;
        while (Reading(csv.Read, () => line))
        {
            long at = line;
            int cells = csv.RowFieldCount;
            line++;
            // A quoted cell may go over several lines.
            for (int i = 0; i < cells; i++) line += csv.GetFieldSpan(i).Count('\n');
            if (cells <= 1 && csv.GetFieldSpan(0).IsWhiteSpace()) continue;
            yield return row.Read(csv, at, number++);
        }
    }

    private CsvDataReader Open()
    {
        if (Directory.Exists(path)) throw new InputException(path, "this is a folder, not a file.");
        FileStream stream = File.OpenRead(path);
        // Not by its name: a file that is gzip'ed begins with these two bytes (RFC 1952), and no text does.
        bool packed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        var text = new StreamReader(packed ? new BoundedUnpacking(path, stream) : stream, Encoding.UTF8);
        return CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            Delimiter = ',', HasHeaders = true, BufferSize = LongestRow, MaxBufferSize = LongestRow, OwnsReader = true,
        });
    }

    /// <summary>For each column of <see cref="MeasurementCsv"/> where it stands in the file; -1 for one that is not there.</summary>
    private int[] Header(CsvDataReader csv)
    {
        string place = $"{path}:1";
        string[] names = [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetName(i).Trim().TrimStart('\uFEFF'))];
        foreach (string name in names)
        {
            if (!MeasurementCsv.Columns.Contains(name)) throw new InputException(place,
                $"there is a column {Visible.Quoted(name)}, and measurements have only {string.Join(", ", MeasurementCsv.Columns)}.");
        }
        int[] at = [.. MeasurementCsv.Columns.Select(c => Array.IndexOf(names, c))];
        for (int i = 0; i < MeasurementCsv.Needed; i++)
            if (at[i] < 0) throw new InputException(place, $"there is no column {MeasurementCsv.Columns[i]}.");
        return names.Length == names.Distinct().Count() ? at : throw new InputException(place, "a column is there twice.");
    }

    private T Reading<T>(Func<T> read, Func<long>? line = null)
    {
        string place = line is null ? path : $"{path}:{line()}";
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "there is no such file.");
        }
        catch (CsvRecordTooLargeException)
        {
            throw new InputException(place, $"this row has more than {LongestRow} characters, and no measurement has.");
        }
        catch (CsvMissingHeadersException)
        {
            throw new InputException(path, "the file is empty.");
        }
        catch (CsvFormatException)
        {
            throw new InputException(place, "this row is not CSV: a quote is not closed, or stands inside a cell.");
        }
        catch (InvalidDataException)
        {
            throw new InputException(place, "the file is packed with gzip, and damaged here, cut off, or of several parts.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"the file cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }
}
