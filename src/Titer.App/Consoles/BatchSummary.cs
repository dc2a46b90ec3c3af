using System.Text.Json;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.App.Consoles;

/// <summary>The end of a batch for people, or as one line of JSON for programs.</summary>
internal static class BatchSummary
{
    public static void Print(RunSummary summary, ReportFigures figures, IRecord record, string folder, TimeSpan wall, bool asJson)
    {
        string head = Convert.ToHexStringLower(record.Head.Span);
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["state"] = summary.State,
                ["hours"] = summary.Hours,
                ["titre_g_per_l"] = summary.Titre,
                ["titre_standard_uncertainty"] = summary.TitreUncertainty,
                ["peak_vcd_1e9_per_l"] = summary.PeakViableCells,
                ["volume_l"] = summary.Volume,
                ["in_specification"] = summary.InSpecification.ToDictionary(s => s.Tag.Name, s => s.Fraction),
                ["alarms"] = summary.Alarms,
                ["ladder_steps"] = summary.LadderSteps,
                ["interlocks"] = summary.Interlocks,
                ["decisions"] = ReportJson.Decisions(figures),
                ["entries"] = record.Count,
                ["head"] = head,
                ["record"] = RunFolder.RecordOf(folder),
                ["report"] = RunFolder.ReportOf(folder),
                ["wall_s"] = wall.TotalSeconds,
            }));
            return;
        }
        Console.WriteLine();
        Line($"{summary.State} after {summary.Hours:F1} h in {wall.TotalSeconds:F1} s of wall time");
        double half = 1.96 * summary.TitreUncertainty, antigen = summary.Titre * summary.Volume;
        Line($"Titre at harvest    {summary.Titre:F3} ± {half:F3} g/L (95 %), {antigen:F0} g of antigen in {summary.Volume:F1} L");
        Line($"Peak viable cells   {summary.PeakViableCells:F2} 10⁹/L");
        foreach ((Tag tag, double fraction) in summary.InSpecification)
            Line($"In specification    {tag.Name,-12} {100 * fraction,6:F2} % of the time");
        Line($"Alarms              {summary.Alarms}, ladder steps {summary.LadderSteps}, interlocks {summary.Interlocks}");
        foreach (DecisionFigures d in figures.Decisions)
        {
            string ended = string.Join(", ", d.ByStatus.Select(s => $"{s.Key.Word()} {s.Value}"));
            Line($"Decisions           {d.Controller}: {ended}; oldest plan followed {d.OldestPlanHours:F1} h");
        }
        Line($"Record              {RunFolder.RecordOf(folder)} ({record.Count} entries, head {head[..16]}…)");
        Line($"Report              {RunFolder.ReportOf(folder)}");
    }

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
