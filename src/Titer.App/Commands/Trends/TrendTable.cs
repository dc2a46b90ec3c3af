using System.Globalization;
using System.Text.Json;
using Titer.Records;

namespace Titer.App.Commands.Trends;

/// <summary>Series and their points as lines on the screen.</summary>
internal static class TrendTable
{
    public static void PrintSeries(TrendSource source, bool asJson)
    {
        var extents = source.Reader.Extents([]);
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                run = source.Name,
                archive = source.Archived?.File,
                series = extents.Select(e => new
                {
                    tag = e.Series.Tag.Name,
                    kind = TrendJson.Kind(e.Series),
                    unit = e.Series.Unit.Code,
                    source = e.Series.Source,
                    count = e.Count,
                    begin = TrendJson.Time(e.Begin),
                    end = TrendJson.Time(e.End),
                }),
            }));
            return;
        }
        int width = Math.Max(6, extents.Select(e => Name(e.Series).Length).DefaultIfEmpty().Max());
        Line($"{"series".PadRight(width)}      values   from h     to h");
        foreach (TrendExtent e in extents)
            Line($"{Name(e.Series).PadRight(width)}  {e.Count,10}  {source.Hours(e.Begin),7:F2}  {source.Hours(e.End),7:F2}");
        PrintArchive(source);
    }

    public static void Print(TrendSource source, IReadOnlyList<TrendLine> trends)
    {
        foreach (TrendLine trend in trends)
        {
            Line($"{Name(trend.Series)} ({(trend.IsRaw ? "each value" : $"in stretches of {Printed(trend.Width)}")})");
            Console.WriteLine(trend.IsRaw
                ? "         h         value   uncertainty  status"
                : "         h   values     bad       minimum          mean       maximum   uncertainty  worst status");
            foreach (TrendBucket b in trend.Buckets)
            {
                double hours = source.Hours(b.Start);
                if (trend.IsRaw) Line($"{hours,10:F3}  {(b.Bad > 0 ? b.LowestBad : b.Mean),12:G7}  {b.Uncertainty,12:G3}  {b.Worst}");
                else Line($"{hours,10:F3}  {b.Count,7}  {b.Bad,6}  {b.Minimum,12:G7}  {b.Mean,12:G7}  {b.Maximum,12:G7}  {b.Uncertainty,12:G3}  {b.Worst}");
            }
            Console.WriteLine();
        }
        PrintArchive(source);
    }

    private static void PrintArchive(TrendSource source)
    {
        if (source.Archived is { } note) Line($"The record is archived in {Visible.Of(note.File, 4096)} ({note.Entries} entries, head {note.Head}).");
    }

    // A source is any text: an imported file may have said it.
    private static string Name(TrendSeries series) => Visible.Of($"{series}");

    private static string Printed(TimeSpan width) => width switch
    {
        { TotalDays: >= 1 } => $"{width.TotalDays:G5} d",
        { TotalHours: >= 1 } => $"{width.TotalHours:G5} h",
        { TotalMinutes: >= 1 } => $"{width.TotalMinutes:G5} min",
        _ => FormattableString.Invariant($"{width.TotalSeconds:G5} s"),
    };

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
