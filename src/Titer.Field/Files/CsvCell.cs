using System.Globalization;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>What a cell of a CSV file says; what cannot be read is one sentence with file, line and column.</summary>
internal static class CsvCell
{
    /// <summary>A finite number, NaN for a cell that is empty or says NaN, NA or null.</summary>
    public static double Number(ReadOnlySpan<char> text, char delimiter, string column, string file, int line)
    {
        text = text.Trim();
        if (text.IsEmpty || text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text.Equals("null", StringComparison.OrdinalIgnoreCase)
            || text.Equals("na", StringComparison.OrdinalIgnoreCase)) return double.NaN;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)) return value;
        // Where cells are separated by semicolons or tabs, the comma is free for decimals.
        if (delimiter != ',' && double.TryParse(text.ToString().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value)) return value;
        throw new InputException($"{file}:{line}", $"'{text}' in column {column} is not a number.");
    }

    /// <summary>A time by ISO 8601, also with slashes between year, month and day; UTC where it names no zone.</summary>
    public static DateTimeOffset Time(string text, string file, int line)
    {
        // A general parser takes "1.5" for a day in January, and 3/4/2021 for either month.
        bool iso = text.Length >= 10 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[3]) && text[4] is '-' or '/' && text[7] == text[4];
        if (iso && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)) return time;
        throw new InputException($"{file}:{line}", $"'{text}' is not a time such as 2021-09-15T15:24:25Z.");
    }
}
