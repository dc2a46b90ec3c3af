using Titer.Core;
using Titer.Records.Reports;

namespace Titer.App.Consoles;

/// <summary>The figures of a report as they stand in a line of JSON; a number that does not exist is null.</summary>
internal static class ReportJson
{
    public static Dictionary<string, object> Decisions(ReportFigures figures) => figures.Decisions.ToDictionary(d => d.Controller, d => (object)new
    {
        decisions = d.Decisions,
        by_status = d.ByStatus.ToDictionary(s => s.Key.Word(), s => s.Value),
        own_plans = d.OwnPlans,
        without_plan = d.WithoutPlan,
        oldest_plan_h = d.OldestPlanHours,
        iterations_median = d.MedianIterations,
        iterations_most = d.MostIterations,
        models = d.Models.Length,
    });

    /// <summary>By estimator, then by reading.</summary>
    public static Dictionary<string, Dictionary<string, object>> Consistency(ReportFigures figures) =>
        figures.Consistency.GroupBy(c => c.Estimator).ToDictionary(g => g.Key, g => g.ToDictionary(c => c.Reading.Name, c => Of(c.Consistency)));

    private static object Of(InnovationConsistency c)
    {
        bool any = c.Used > 0;
        return new
        {
            used = c.Used,
            reduced = c.Reduced,
            rejected = c.Rejected,
            mean_nis = any ? c.MeanNis : (double?)null,
            interval_low = any ? c.Interval.Low : (double?)null,
            interval_high = any ? c.Interval.High : (double?)null,
            outside_95 = any ? c.OutsideShare : (double?)null,
            correlation = any ? c.Correlation : (double?)null,
            verdict = c.Verdict switch
            {
                ConsistencyVerdict.Consistent => "consistent",
                ConsistencyVerdict.TooSure => "too-sure",
                ConsistencyVerdict.Cautious => "cautious",
                _ => "too-few",
            },
        };
    }
}
