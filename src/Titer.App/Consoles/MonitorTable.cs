using System.Text.Json;
using Titer.App.Runs;
using Titer.Control.Monitoring;
using Titer.Field.Files;
using Titer.Records;

namespace Titer.App.Consoles;

/// <summary>What was found in each culture, a row per culture, or as one line of JSON.</summary>
internal static class MonitorTable
{
    private const double K95 = 1.96;

    public static void Print(MonitorSummary summary, PlateReaderFiles files, IRecord record, RunPlace place, TimeSpan wall, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(Json(summary, files, record, place, wall));
            return;
        }
        Console.WriteLine("culture      end of lag phase    substrate exhausted    used   rejected   DO at end          pH at end");
        foreach (CultureSummary c in summary.Cultures)
        {
            string lagEnd = Time(c.LagEnd, c.LagEndMissing), exhausted = Time(c.Exhausted, c.ExhaustedMissing);
            string oxygen = Value(c.Oxygen, "F1", useless: 20), pH = Value(c.PH, "F3", useless: 1);
            Line($"{c.Culture,-12} {lagEnd,-19} {exhausted,-22} {c.Used,5}   {c.Rejected.Values.Sum(),8}   {oxygen,-18} {pH}");
        }
        Console.WriteLine();
        Console.WriteLine("Times in hours since the first read-out; all ± are 95 % intervals.");
        foreach (CultureSummary c in summary.Cultures)
        {
            foreach (string missing in ((string[])[c.LagEndMissing, c.ExhaustedMissing]).Where(m => m.Length > 0).Distinct())
                Line($"{c.Culture}: {missing}");
        }
        var reasons = summary.Cultures.SelectMany(c => c.Rejected).GroupBy(r => r.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Sum(r => r.Value)} {g.Key}");
        Line($"{files.Readings} readings of {summary.Cultures.Length} cultures in {wall.TotalSeconds:F1} s; kept out: {(reasons.Any() ? string.Join("; ", reasons) : "none")}.");
        const string causes = "feeds, pauses of mixing";
        Line($"{summary.CommonFalls} times oxygen fell steeply in most cultures at once ({causes}): not taken for growth or exhaustion.");
        Line($"Record  {place.Record} ({record.Count} entries)");
        Line($"Report  {place.Report}");
    }

    private static string Time(ChangePoint? at, string missing) =>
        at is { } t ? FormattableString.Invariant($"{t.Hours:F2} ± {K95 * t.Uncertainty:F2} h") : missing.Length > 0
            ? "cannot be told *" : "not seen";

    // Without readings the filter goes back to knowing nothing; that is no value to print.
    private static string Value(Titer.Control.Monitoring.Trend trend, string format, double useless) => Math.Sqrt(trend.LevelVariance) > useless
        ? "no signal"
        : FormattableString.Invariant($"{trend.Level.ToString(format)} ± {(K95 * Math.Sqrt(trend.LevelVariance)).ToString(format)}");

    private static string Json(MonitorSummary summary, PlateReaderFiles files, IRecord record, RunPlace place, TimeSpan wall) =>
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["cultures"] = summary.Cultures.Select(c => new Dictionary<string, object?>
            {
                ["culture"] = c.Culture,
                ["lag_end_h"] = c.LagEnd?.Hours,
                ["lag_end_u_h"] = c.LagEnd?.Uncertainty,
                ["lag_end_missing"] = c.LagEndMissing,
                ["exhausted_h"] = c.Exhausted?.Hours,
                ["exhausted_u_h"] = c.Exhausted?.Uncertainty,
                ["exhausted_missing"] = c.ExhaustedMissing,
                ["used"] = c.Used,
                ["rejected"] = c.Rejected,
            }),
            ["readings"] = files.Readings,
            ["duplicates"] = files.Duplicates,
            ["common_falls"] = summary.CommonFalls,
            ["entries"] = record.Count,
            ["head"] = Convert.ToHexStringLower(record.Head.Span),
            ["record"] = $"{place.Record}",
            ["report"] = place.Report,
            ["wall_s"] = wall.TotalSeconds,
        });

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
