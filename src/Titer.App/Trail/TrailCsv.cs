using System.Globalization;
using Titer.Core;

namespace Titer.App.Trail;

/// <summary>Lines of a trail as CSV (RFC 4180), safe to open in a spreadsheet.</summary>
internal static class TrailCsv
{
    public const string Header = "entry,time,kind,code,person-id,who,what,old,new,reason,message,hash\r\n";

    public static string Of(TrailLine line)
    {
        Event e = line.Event;
        string[] cells = [line.Number.ToString(CultureInfo.InvariantCulture), e.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            e.Kind.ToString(), e.Code, line.PersonId, line.Who, line.What, line.Old, line.New, line.Reason, e.Message, line.Hash];
        return string.Join(',', cells.Select(Cell)) + "\r\n";
    }

    // A cell that begins like a formula would be one (OWASP, CSV Injection): an apostrophe before it makes it text.
    private static string Cell(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
