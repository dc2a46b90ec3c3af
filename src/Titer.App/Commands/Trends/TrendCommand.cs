using System.CommandLine;
using System.Globalization;
using Titer.App.Runs;
using Titer.Core;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Trends;

/// <summary><c>titer trend RUN [TAG...]</c>: series over time, thinned so that no extreme is lost; without a tag, which series there are.</summary>
internal static class TrendCommand
{
    private const int Most = 1_000_000, Lines = 40;

    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        var tags = new Argument<string[]>("TAG")
        {
            Description = "Tags to show; without any the series of the run are listed.", Arity = ArgumentArity.ZeroOrMore,
        };
        var from = new Option<string?>("--from")
        {
            Description = "First time: ISO 8601 in UTC (2026-03-01T06:00Z), or since the start of the run (90s, 45min, 12h, 3d).",
        };
        var to = new Option<string?>("--to") { Description = "End, no longer included; in the same forms." };
        var points = new Option<string?>("--points")
        {
            Description = "At most so many points per series, each with minimum, mean and maximum of its stretch of time; "
                + $"2000 in files, {Lines} on the screen.",
        };
        var csv = new Option<string?>("--csv") { Description = "Write the points into this file." };
        var plot = new Option<string?>("--plot") { Description = "Draw the series into this PNG file." };
        var json = new Option<bool>("--json") { Description = "Print one line of JSON and nothing else." };
        var entries = new Option<bool>("--from-entries")
        {
            Description = "Read every entry of the record and believe none of the tiers that are stored beside them.",
        };
        var command = new Command("trend", "Show how measurements, estimates and commands of a run went over time.")
        {
            run, tags, from, to, points, csv, plot, json, entries,
        };
        command.SetAction(parsed =>
        {
            using TrendSource source = TrendSource.Open(parsed.GetValue(run)!, parsed.GetValue(entries));
            Tag[] wanted = [.. (parsed.GetValue(tags) ?? []).Select(t => TagOf(t, source))];
            bool asJson = parsed.GetValue(json);
            string? file = parsed.GetValue(csv), picture = parsed.GetValue(plot);
            if (wanted.Length == 0 && file is null && picture is null)
            {
                foreach (Option option in (Option[])[from, to, points])
                    if (parsed.GetResult(option) is { Implicit: false })
                        throw new InputException($"{option.Name} is about points; name a tag, or a file with --csv or --plot.");
                TrendTable.PrintSeries(source, asJson);
                return 0;
            }
            int many = parsed.GetValue(points) is { } text ? PointsOf(text) : file is null && picture is null && !asJson ? Lines : 2000;
            var query = new TrendQuery(wanted, TimeOf("--from", parsed.GetValue(from), source), TimeOf("--to", parsed.GetValue(to), source), many);
            TrendLine[] trends = [.. source.Reader.Query(query)];
            if (file is not null) TrendCsv.Write(file, trends);
            if (picture is not null) TrendPlot.Draw(source, trends).Save(picture);
            if (asJson) Console.WriteLine(TrendJson.Of(source, trends));
            else if (file is null && picture is null) TrendTable.Print(source, trends);
            return 0;
        });
        return command;
    }

    private static Tag TagOf(string name, TrendSource source) =>
        source.Reader.Tags.Where(t => t.Name == name).Select(t => (Tag?)t).FirstOrDefault()
        ?? throw new InputException(name, source.Reader.Tags.IsEmpty
            ? "the run has no values at all."
            : $"the run has no series of this tag; it has {string.Join(", ", source.Reader.Tags)}.");

    private static int PointsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int points) && points is >= 1 and <= Most ? points
        : throw new InputException($"--points {text}: a series has 1 to {Most} points.");

    private static DateTimeOffset? TimeOf(string option, string? text, TrendSource source)
    {
        if (text is null) return null;
        try
        {
            foreach ((string unit, double seconds) in (ReadOnlySpan<(string, double)>)[("min", 60), ("s", 1), ("h", 3600), ("d", 86400)])
            {
                if (text.EndsWith(unit, StringComparison.Ordinal)
                    && double.TryParse(text.AsSpan()[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                    return source.Start + TimeSpan.FromSeconds(number * seconds);
            }
            const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out DateTimeOffset time)) return time;
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            // Before or after all times.
        }
        throw new InputException($"{option} {text}: a time is like 2026-03-01T06:00Z, or since the start of the run like 90s, 45min, 12h or 3d.");
    }
}
