using System.Globalization;
using System.Text;
using Titer.Records;

namespace Titer.App.Commands.Trends;

/// <summary>Trends as comma-separated values (RFC 4180), a line per series and stretch of time; a number that does not exist is empty.</summary>
internal static class TrendCsv
{
    private const string Head =
        "tag,kind,unit,source,time,width_s,count,bad,minimum,mean,maximum,lowest_bad,highest_bad,uncertainty,worst_status\r\n";

    public static void Write(string file, IReadOnlyList<TrendLine> trends) => OutputFile.Write(file, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false));
        writer.Write(Head);
        foreach (TrendLine trend in trends)
        {
            string series = $"{trend.Series.Tag},{TrendJson.Kind(trend.Series)},{Quoted(trend.Series.Unit.Code)},{Quoted(trend.Series.Source)}";
            string width = trend.Width.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            foreach (TrendBucket b in trend.Buckets)
            {
                writer.Write($"{series},{TrendJson.Time(b.Start)},{width},{b.Count},{b.Bad},{Number(b.Minimum)},{Number(b.Mean)},{Number(b.Maximum)},"
                    + $"{Number(b.LowestBad)},{Number(b.HighestBad)},{Number(b.Uncertainty)},{b.Worst}\r\n");
            }
        }
    });

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
