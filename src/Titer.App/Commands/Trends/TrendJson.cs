using System.Text.Json;
using Titer.Records;

namespace Titer.App.Commands.Trends;

/// <summary>Trends as one line of JSON; a number that does not exist is null.</summary>
internal static class TrendJson
{
    public static string Of(TrendSource source, IReadOnlyList<TrendLine> trends) => JsonSerializer.Serialize(new
    {
        run = source.Name,
        archive = source.Archived?.File,
        trends = trends.Select(t => new
        {
            tag = t.Series.Tag.Name,
            kind = Kind(t.Series),
            unit = t.Series.Unit.Code,
            source = t.Series.Source,
            width_s = t.Width.TotalSeconds,
            time = t.Buckets.Select(b => Time(b.Start)),
            count = t.Buckets.Select(b => b.Count),
            bad = t.Buckets.Select(b => b.Bad),
            minimum = t.Buckets.Select(b => Number(b.Minimum)),
            mean = t.Buckets.Select(b => Number(b.Mean)),
            maximum = t.Buckets.Select(b => Number(b.Maximum)),
            lowest_bad = t.Buckets.Select(b => Number(b.LowestBad)),
            highest_bad = t.Buckets.Select(b => Number(b.HighestBad)),
            uncertainty = t.Buckets.Select(b => Number(b.Uncertainty)),
            worst_status = t.Buckets.Select(b => $"{b.Worst}"),
        }),
    });

    public static string Kind(TrendSeries series) => series.Kind.ToString().ToLowerInvariant();

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", System.Globalization.CultureInfo.InvariantCulture);

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
