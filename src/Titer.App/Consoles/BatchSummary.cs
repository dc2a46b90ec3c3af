using System.Text.Json;
using Titer.App.Runs;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.App.Consoles;

/// <summary>The end of a batch for people, or as one line of JSON for programs.</summary>
internal static class BatchSummary
{
    public static void Print(RunSummary summary, ReportFigures figures, IRecord record, RunPlace place, TimeSpan wall, bool asJson)
    {
        string head = Convert.ToHexStringLower(record.Head.Span);
        if (asJson)
        {
            var values = new Dictionary<string, object> { ["state"] = summary.State, ["hours"] = summary.Hours };
            foreach (KeyFigure f in summary.Figures)
            {
                values[f.Key] = f.Value;
                if (f.Uncertainty is { } u) values[$"{f.Name.Replace(' ', '_')}_standard_uncertainty"] = u;
            }
            values["in_specification"] = summary.InSpecification.ToDictionary(s => s.Tag.Name, s => s.Fraction);
            values["alarms"] = summary.Alarms;
            values["ladder_steps"] = summary.LadderSteps;
            values["interlocks"] = summary.Interlocks;
            values["decisions"] = ReportJson.Decisions(figures);
            values["entries"] = record.Count;
            values["head"] = head;
            values["record"] = $"{place.Record}";
            values["report"] = place.Report;
            values["wall_s"] = wall.TotalSeconds;
            Console.WriteLine(JsonSerializer.Serialize(values));
            return;
        }
        Console.WriteLine();
        Line($"{summary.State} after {summary.Hours:F1} h in {wall.TotalSeconds:F1} s of wall time");
        foreach (KeyFigure f in summary.Figures)
        {
            string half = f.Uncertainty is { } u ? $" ± {f.InFormat(1.96 * u)} {f.Unit.Symbol} (95 %)" : $" {f.Unit.Symbol}";
            Line($"{f.Label,-19} {f.InFormat(f.Value)}{half}{(f.Remark.Length > 0 ? $", {f.Remark}" : "")}");
        }
        foreach ((Tag tag, double fraction) in summary.InSpecification)
            Line($"In specification    {tag.Name,-12} {100 * fraction,6:F2} % of the time");
        Line($"Alarms              {summary.Alarms}, ladder steps {summary.LadderSteps}, interlocks {summary.Interlocks}");
        foreach (DecisionFigures d in figures.Decisions)
        {
            string ended = string.Join(", ", d.ByStatus.Select(s => $"{s.Key.Word()} {s.Value}"));
            Line($"Decisions           {d.Controller}: {ended}; oldest plan followed {d.OldestPlanHours:F1} h");
        }
        Line($"Record              {place.Record} ({record.Count} entries, head {head[..16]}…)");
        Line($"Report              {place.Report}");
    }

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
