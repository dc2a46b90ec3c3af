using System.Globalization;
using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.Tests;

public sealed class DecisionSectionTests : IDisposable
{
    private const double Horizon = 48, Every = 6, Hours = 240;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private static readonly Tag Glucose = new("glucose"), Feed = new("feed-pump");
    private static readonly Variable Level = new(Glucose, Unit.Millimolar), Pump = new(Feed, Unit.LitrePerHour);

    private static readonly ReportLayout Layout = new("Antigen", [
        new ReportPanel("Glucose", Unit.Millimolar) { Estimate = Glucose },
        new ReportPanel("Feed", Unit.LitrePerHour) { Commands = [Feed] },
        new ReportPanel("pH", Unit.PH) { Estimate = new Tag("pH") }]);

    private readonly TempFolder _run = new();

    public void Dispose() => _run.Dispose();

    private static double Achieved(double hours) => 20 + 6 * Math.Sin(hours / 24);

    /// <summary>
    /// Ten days with a decision every six hours. Plans lie off what is achieved by a hundredth of a millimole for each hour ahead; from hour 96 to 120
    /// the solver has no time.
    /// </summary>
    private void Record(bool decisions = true)
    {
        using SqliteRecord record = SqliteRecord.Create(_run.Path);
        DateTimeOffset? safe = null;
        var plan = PlannedTrajectory.None;
        for (int k = 0; k <= Hours * 2; k++)
        {
            double hours = 0.5 * k;
            DateTimeOffset now = Start.AddHours(hours);
            record.Append(now, new Estimate("ukf", now, "m", [Level], [Achieved(hours)], [0.25], [new Innovation(Glucose, now, k % 4 < 2 ? 0.9 : -0.9, 1, true)]));
            if (decisions && hours % Every == 0)
            {
                bool late = hours is >= 96 and < 120;
                if (!late) safe = now;
                if (!late)
                    plan = new PlannedTrajectory([Level, Pump], [.. Enumerable.Range(0, 17).Select(r => r * Horizon / 16)],
                        [.. Enumerable.Range(0, 17).SelectMany(r => (double[])[Achieved(hours + r * Horizon / 16) - 0.01 * r * Horizon / 16, 0.2 + 0.02 * r])]);
                double age = (now - safe!.Value).TotalHours;
                record.Append(now, new Decision("strategy/predictive", now, new string('a', 64), new DecisionBasis(now, [Level], [Achieved(hours)], [0.5]),
                    late ? DecisionStatus.Deadline : DecisionStatus.Solved, late ? "Time was up; the last safe plan goes on." : "",
                    late ? 9 : 3 + k / 12 % 3, -2.5, safe, new PlannedTrajectory(plan.Columns, [.. plan.Hours.Select(h => h - age)], plan.Rows)));
            }
            record.Append(now, new Command(Feed, now, 0.2 + 0.02 * (k % 12), Unit.LitrePerHour, 0, 2, "strategy/predictive", "plan", []));
        }
        record.Commit();
    }

    private (string Html, ReportFigures Figures) Report()
    {
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        ReportFigures figures = BatchReport.Write(record, Layout, _run["report.html"]);
        return (File.ReadAllText(_run["report.html"]), figures);
    }

    [Fact]
    public void Decisions_are_counted_by_status_and_the_oldest_plan_that_was_followed_is_named()
    {
        Record();
        (string html, ReportFigures figures) = Report();
        DecisionFigures d = Assert.Single(figures.Decisions);
        Assert.Equal(("strategy/predictive", 41, 37, 0, 24.0), (d.Controller, d.Decisions, d.OwnPlans, d.WithoutPlan, d.OldestPlanHours));
        Assert.Equal([(DecisionStatus.Solved, 37), (DecisionStatus.Deadline, 4)], d.ByStatus.Select(s => (s.Key, s.Value)));
        Assert.Equal((4, 9), (d.MedianIterations, d.MostIterations));
        Assert.Contains("<td>solved 37, deadline 4</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">24.00</td><td class=\"n\">4</td><td class=\"n\">9</td>", html, StringComparison.Ordinal);
        Assert.Equal(4, html.Split("Time was up; the last safe plan goes on.").Length - 1);
        Assert.Contains(new string('a', 64), html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_achieved_is_compared_with_what_was_planned_at_the_same_hour()
    {
        Record();
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        BatchTrace trace = BatchTrace.Read(record, Layout);
        List<PlanFollowing> following = PlanFollowing.Of(Glucose, Unit.Millimolar, trace.Decisions, trace.Estimates[(Glucose, Unit.Millimolar)], trace);
        Assert.Equal([1.0, 6, 24], following.Select(f => f.LeadHours));
        foreach (PlanFollowing f in following)
        {
            // Rows of the plan are three hours apart: between them its line misses the curve by at most 0.012.
            double between = f.LeadHours < 3 ? 0.012 : 1e-9;
            Assert.Equal(0.01 * f.LeadHours, f.Mean, between);
            Assert.Equal(0.01 * f.LeadHours, f.RootMeanSquare, between);
        }
        // Of the 41 decisions four had no plan of their own, and of four a day later lies beyond the end of the record.
        Assert.Equal(33, following[2].Plans);
    }

    [Fact]
    public void Plans_are_drawn_over_the_trends_that_they_have_and_over_no_other()
    {
        Record();
        (string html, _) = Report();
        Assert.Contains("Glucose, planned and achieved", html, StringComparison.Ordinal);
        Assert.Contains("Feed, planned and achieved", html, StringComparison.Ordinal);
        Assert.DoesNotContain("pH, planned and achieved", html, StringComparison.Ordinal);
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        BatchTrace trace = BatchTrace.Read(record, Layout);
        List<Decision> chosen = PlanPlot.Choose(trace.Decisions);
        Assert.Equal(6, chosen.Count);
        Assert.All(chosen, d => Assert.True(d.IsOwnPlan));
        using ScottPlot.Plot plot = PlanPlot.Of(Layout.Panels[0], trace, chosen, 1);
        ScottPlot.Plottables.Scatter[] plans = [.. plot.PlottableList.OfType<ScottPlot.Plottables.Scatter>().Where(s => s.Color == Palette.Color(Palette.Plan))];
        Assert.Equal(chosen.Select(d => trace.Hours(d.Time)), plans.Select(p => p.Data.GetScatterPoints()[0].X));
    }

    [Fact]
    public void A_plan_in_another_unit_is_drawn_in_that_of_the_panel()
    {
        using (SqliteRecord record = SqliteRecord.Create(_run.Path))
        {
            record.Append(Start, new Estimate("ukf", Start, "m", [Level], [20], [0.25], []));
            record.Append(Start, new Decision("s/p", Start, "m", new DecisionBasis(Start, [], [], []), DecisionStatus.Solved, "", 1, 0, Start,
                new PlannedTrajectory([new Variable(Glucose, Unit.Molar)], [0, 1], [0.02, 0.021])));
            record.Commit();
        }
        using SqliteRecord read = SqliteRecord.Open(_run.Path);
        BatchTrace trace = BatchTrace.Read(read, Layout);
        using ScottPlot.Plot plot = PlanPlot.Of(Layout.Panels[0], trace, trace.Decisions, 1);
        Assert.InRange(plot.Axes.GetLimits().Top, 21, 22);
    }

    [Fact]
    public void A_run_without_predictive_control_has_no_such_section()
    {
        Record(decisions: false);
        (string html, ReportFigures figures) = Report();
        Assert.DoesNotContain("Predictive control", html, StringComparison.Ordinal);
        Assert.Empty(figures.Decisions);
    }

    [Fact]
    public void The_consistency_of_the_estimator_is_said_for_each_of_its_readings()
    {
        Record();
        (string html, ReportFigures figures) = Report();
        (string estimator, Tag reading, InnovationConsistency c) = Assert.Single(figures.Consistency);
        Assert.Equal(("ukf", Glucose, 481), (estimator, reading, c.Used));
        Assert.Equal(0.81, c.MeanNis, 1e-9);
        Assert.Equal(ConsistencyVerdict.Cautious, c.Verdict);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"<td>ukf</td><td>glucose</td><td class=\"n\">{c.Used}</td>"), html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge plain\">cautious</span>", html, StringComparison.Ordinal);
    }
}
