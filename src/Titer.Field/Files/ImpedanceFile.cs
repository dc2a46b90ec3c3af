using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Field.Files;

/// <summary>What an imaginary column without a telling header holds.</summary>
public enum ImaginarySign
{
    /// <summary>As the header says; without one the imaginary part itself, negative for a capacitor.</summary>
    ByHeader,
    /// <summary>The imaginary part itself.</summary>
    Plain,
    /// <summary>The imaginary part with its sign turned, -Z''.</summary>
    Negated,
}

/// <summary>
/// Impedance spectra as potentiostats and spreadsheets write them: text with columns separated by tab, semicolon, comma or white space;
/// a byte-order mark and lines of other text (a date) before the header or none of it; several spectra after each other, each begun by
/// a header or by the first frequency again. Gives one <see cref="Frame"/> per spectrum: source <c>impedance-spectrum</c>, channels
/// <c>frequency</c> (Hz), <c>resistance</c> and <c>reactance</c> (Ohm, negative for a capacitor), in the order of the file. Time of a frame: the date
/// in front (ISO 8601, or month/day/year) plus the time column in s; without a date 1970-01-01.
/// </summary>
public static class ImpedanceFile
{
    // Instruments write 9.9e37 for overload (SCPI 1999, 7.2.1.4).
    private const double Overload = 9.9e37;
    private const int Stuck = 3, FewestPoints = 5;
    private const long LargestFile = 256L << 20;

    /// <exception cref="InputException">The file cannot be read as spectra; the message has file and line.</exception>
    public static ImmutableArray<Frame> Read(string file, ImaginarySign sign = ImaginarySign.ByHeader)
    {
        string[] lines = Lines(file);
        var spectra = new List<ImpedanceRows>();
        ImpedanceColumns? columns = null;
        DateTimeOffset date = DateTimeOffset.UnixEpoch;
        char? delimiter = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string text = i == 0 ? lines[i].TrimStart('\uFEFF') : lines[i];
            if (text.AsSpan().Trim(" \t,;\r").IsEmpty || text.TrimStart().StartsWith('#')) continue;
            delimiter ??= DelimiterOf(lines, i);
            string[] cells = Split(text, delimiter.Value);
            if (ImpedanceColumns.IsHeader(cells))
            {
                columns = ImpedanceColumns.Of(cells, file, i + 1);
                spectra.Add(new ImpedanceRows(columns, file, delimiter.Value, sign));
            }
            else if (!IsNumber(cells, delimiter.Value) && (spectra.Count == 0 || IsTitle(lines, i)))
            {
                if (TryDate(text.Trim(), out DateTimeOffset written)) date = written;
                delimiter = null; // a line of text says nothing of the columns
            }
            else
            {
                if (spectra.Count == 0) spectra.Add(new ImpedanceRows(columns = ImpedanceColumns.Plain, file, delimiter.Value, sign));
                if (!spectra[^1].TryAdd(cells, i + 1)) // the first frequency again
                {
                    spectra.Add(new ImpedanceRows(columns!, file, delimiter.Value, sign));
                    spectra[^1].TryAdd(cells, i + 1);
                }
            }
        }
        spectra.RemoveAll(s => s.Count == 0);
        if (spectra.Count == 0)
            throw new InputException(file, columns is null
                ? "The file has no rows of frequency and impedance." : "The file has a header and no rows.");
        return [.. spectra.Select((s, i) => Frame(s, date, i))];
    }

    private static Frame Frame(ImpedanceRows rows, DateTimeOffset date, int sequence)
    {
        if (rows.Count < FewestPoints)
            throw new InputException($"{rows.File}:{rows.FirstLine}",
                $"The spectrum has {rows.Count} frequencies, at least {FewestPoints} are needed.");
        for (int k = 0, same = 1; k < rows.Count; k++)
        {
            if (Math.Abs(rows.Resistance[k]) >= Overload || Math.Abs(rows.Reactance[k]) >= Overload)
                throw new InputException($"{rows.File}:{rows.Lines[k]}", "The instrument was saturated: the impedance is its number for overload.");
            same = k > 0 && rows.Resistance[k] == rows.Resistance[k - 1] && rows.Reactance[k] == rows.Reactance[k - 1] ? same + 1 : 1;
            if (same == Stuck)
                throw new InputException($"{rows.File}:{rows.Lines[k]}",
                    $"The impedance is the same to the last digit at {Stuck} frequencies: the instrument was saturated.");
        }
        return new Frame(CircuitSensor.SourceName, date + TimeSpan.FromSeconds(rows.Seconds), sequence,
        [
            new Channel("frequency", Unit.Hertz, [.. rows.Frequency]),
            new Channel("resistance", Unit.Ohm, [.. rows.Resistance]),
            new Channel("reactance", Unit.Ohm, [.. rows.Reactance]),
        ]);
    }

    private static string[] Lines(string file)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, not a file.");
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists) throw new InputException(file, "There is no such file.");
            if (info.Length > LargestFile) throw new InputException(file, "The file is larger than 256 MiB, which no spectrum is.");
            string text = File.ReadAllText(file);
            if (text.AsSpan().Trim("\uFEFF \t\r\n").IsEmpty) throw new InputException(file, "The file is empty.");
            if (text.Contains('\0')) throw new InputException(file, "This is no text file.");
            return text.Split('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(file, $"The file cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    /// <summary>By the line and the one after it, because a header alone may hold a comma in a name.</summary>
    private static char DelimiterOf(string[] lines, int at)
    {
        foreach (char c in "\t;,")
            if (lines[at].Contains(c) && (at + 1 >= lines.Length || string.IsNullOrWhiteSpace(lines[at + 1]) || lines[at + 1].Contains(c))) return c;
        return ' ';
    }

    private static string[] Split(string line, char delimiter) => delimiter == ' '
        ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        : [.. line.Split(delimiter).Select(c => c.Trim() is ['"', .. string inner, '"'] ? inner : c.Trim())];

    private static bool IsNumber(string[] cells, char delimiter) => cells.Length > 2
        && double.TryParse(delimiter == ',' ? cells[0] : cells[0].Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Text in front of the header of the next spectrum.</summary>
    private static bool IsTitle(string[] lines, int at)
    {
        int next = at + 1;
        while (next < lines.Length && string.IsNullOrWhiteSpace(lines[next])) next++;
        return next < lines.Length && ImpedanceColumns.IsHeader(Split(lines[next], DelimiterOf(lines, next)));
    }

    private static bool TryDate(string text, out DateTimeOffset date) => DateTimeOffset.TryParseExact(
        text, ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "M/d/yyyy", "M/d/yyyy H:mm:ss", "M/d/yyyy h:mm:ss tt"],
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
}
