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
        return SpreadsheetCell.Line(cells);
    }
}
