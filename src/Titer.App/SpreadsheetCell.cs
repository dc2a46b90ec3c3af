namespace Titer.App;

/// <summary>Text as a cell of a CSV file (RFC 4180) that is safe to open in a spreadsheet.</summary>
internal static class SpreadsheetCell
{
    // A cell that begins like a formula would be one (OWASP, CSV Injection): an apostrophe before it makes it text.
    public static string Of(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>Cells as one line with its end.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Of)) + "\r\n";
}
