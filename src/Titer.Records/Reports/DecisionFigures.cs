using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>How the decisions of one predictive controller went over a run.</summary>
/// <param name="Models">Content hashes of the models they were computed with.</param>
/// <param name="ByStatus">How many ended with each status; those that never occurred are absent.</param>
/// <param name="OwnPlans">How many gave the plan that was then in force.</param>
/// <param name="WithoutPlan">How many had no plan at all to follow.</param>
/// <param name="OldestPlanHours">The oldest plan ever in force, h: 0 when every decision followed its own.</param>
public sealed record DecisionFigures(
    string Controller, ImmutableArray<string> Models, int Decisions, ImmutableSortedDictionary<DecisionStatus, int> ByStatus,
    int OwnPlans, int WithoutPlan, double OldestPlanHours, int MedianIterations, int MostIterations)
{
    internal static ImmutableArray<DecisionFigures> Of(IEnumerable<Decision> decisions) =>
        [.. decisions.GroupBy(d => d.Controller, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g]))];

    private static DecisionFigures Of(string controller, List<Decision> decisions)
    {
        int[] iterations = [.. decisions.Select(d => d.Iterations).Order()];
        return new DecisionFigures(controller, [.. decisions.Select(d => d.Model).Distinct()], decisions.Count,
            decisions.CountBy(d => d.Status).ToImmutableSortedDictionary(),
            decisions.Count(d => d.IsOwnPlan), decisions.Count(d => d.PlanTime is null),
            decisions.Max(d => d.PlanTime is { } made ? (d.Time - made).TotalHours : 0), iterations[(iterations.Length - 1) / 2], iterations[^1]);
    }
}
