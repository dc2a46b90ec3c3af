using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>How far what was achieved lay from what had been planned, by how long before the plan was made.</summary>
/// <param name="LeadHours">Time from the plan to what is compared, h.</param>
/// <param name="Mean">Mean of achieved less planned, in the unit of the estimates.</param>
/// <param name="RootMeanSquare">Of achieved less planned.</param>
internal readonly record struct PlanFollowing(double LeadHours, int Plans, double Mean, double RootMeanSquare)
{
    /// <summary>An hour, a shift, a day, three days, a week; h.</summary>
    private static readonly double[] Leads = [1, 6, 24, 72, 168];

    /// <summary>Compares each plan of a decision's own with the estimates of a variable; empty when no plan has it.</summary>
    public static List<PlanFollowing> Of(Tag tag, Unit unit, IReadOnlyList<Decision> decisions, Series achieved, BatchTrace trace)
    {
        var found = new List<PlanFollowing>();
        foreach (double lead in Leads)
        {
            double sum = 0, squares = 0;
            int count = 0;
            foreach (Decision decision in decisions)
            {
                int column = decision.IsOwnPlan ? decision.Plan.IndexOf(tag) : -1;
                if (column < 0) continue;
                double planned = At(decision.Plan, column, lead), came = achieved.At(trace.Hours(decision.Time) + lead);
                if (double.IsNaN(planned) || double.IsNaN(came)) continue;
                double difference = came - trace.Convert(planned, decision.Plan.Columns[column].Unit, unit, tag);
                (sum, squares, count) = (sum + difference, squares + difference * difference, count + 1);
            }
            if (count > 0) found.Add(new PlanFollowing(lead, count, sum / count, Math.Sqrt(squares / count)));
        }
        return found;
    }

    /// <summary>Linear between the rows of a plan; NaN outside of them.</summary>
    private static double At(PlannedTrajectory plan, int column, double hours)
    {
        var line = new Series();
        for (int row = 0; row < plan.Hours.Length; row++) line.Add(plan.Hours[row], plan[row, column]);
        return line.At(hours);
    }
}
