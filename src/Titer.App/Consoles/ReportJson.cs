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

    /// <summary>Models in the order of their use, with what they assume.</summary>
    public static object[] Models(ReportFigures figures) => [.. figures.Models.Select(m => new
    {
        model = m.Model,
        used_by = m.Phase,
        inside_validity = m.Inside,
        outside = m.Outside,
        conditions = m.Conditions.ToDictionary(c => c.Name, c => new { value = c.Value, validity = c.Validity }),
        assumed = m.Assumed,
        source = m.Source,
    })];

    /// <summary>Steps from bulk to dose, and shelf lives.</summary>
    public static object Dose(ReportFigures figures) => new
    {
        steps = figures.Steps.Select(s => new
        {
            step = s.Step,
            volume_l = Number(s.VolumeLitres),
            rna_g = Number(s.RnaGrams),
            rna_uncertainty_g = Number(s.RnaUncertainty),
            integrity_percent = Number(s.IntegrityPercent),
            integrity_uncertainty_percent = Number(s.IntegrityUncertainty),
            notes = s.Notes.ToDictionary(n => n.Name, n => n.Value),
        }),
        shelf_life = figures.ShelfLives.Select(s => new
        {
            temperature_c = Number(s.Celsius),
            limit_percent = Number(s.LimitPercent),
            days = Number(s.Days),
            low_days = Number(s.LowDays),
            high_days = Number(s.HighDays),
            supported_days = Number(s.SupportedDays),
            inside_validity = s.Inside,
        }),
    };

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

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
