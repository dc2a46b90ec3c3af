using Titer.Control.Predictive;
using Titer.Control.Strategy;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using M = Titer.Control.Strategy.ChoStrategyModel;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Strategy;

/// <summary>Plans of the nominal culture, without a loop.</summary>
public sealed class ChoStrategyProblemTests
{
    private const double Hours = 240;

    internal static readonly ChoStrategySettings Settings = new(
        CountsTitre: true, Enough: double.PositiveInfinity, TimeSpan.FromHours(1), Risk: 0.01, Feed: new(0, 0.9), Temperature: new(31, 38), PH: new(6.8, 7.2), Glucose: new(5, 40),
        Lactate: 40, Ammonia: 8, Volume: 200);

    private static readonly double[] Start = ChoFedBatch.Description.DefaultStates()[..M.States], Input = [0.05, 36.5, 7.05];
    private static readonly double[] Parameters = With(Settings);
    private static readonly double[] Root = [.. Enumerable.Range(0, M.States * M.States).Select(i => i % (M.States + 1) == 0 ? 0.02 * Start[i / M.States] + 1e-3 : 0)];

    private static double[] With(ChoStrategySettings settings)
    {
        double[] parameters = new double[M.Parameters];
        ChoFedBatch.Description.DefaultParameters().CopyTo(parameters, 0);
        M.SetObjective(settings, oxygen: 40, gas: 5, parameters);
        return parameters;
    }

    private static Planner<M> Planner(OptimalControlProblem problem, double[]? start = null)
    {
        var planner = new Planner<M>(problem, ChoStrategyProblem.Options(Settings, end: 0));
        (double[] states, double[] inputs) = FirstCourse.Of(problem.Steps, Hours, start ?? Start, Input, 20, Settings.Feed.High, Parameters);
        planner.Start(states, inputs);
        return planner;
    }

    private static double TitreOfFirstCourse(OptimalControlProblem problem) =>
        FirstCourse.Of(problem.Steps, Hours, Start, Input, 20, Settings.Feed.High, Parameters).States[^(M.States - X.Antigen)];

    [Fact]
    public void A_plan_to_the_harvest_makes_more_than_holding_glucose_and_keeps_its_limits()
    {
        OptimalControlProblem problem = ChoStrategyProblem.Of(Settings, Hours);
        Planner<M> planner = Planner(problem);
        PlanOutcome outcome = planner.Decide(-Hours, Start, Root, Input, Parameters);
        Assert.Equal(PlanSource.New, outcome.Source);
        Assert.True(-outcome.Cost > 1.1 * TitreOfFirstCourse(problem), $"{-outcome.Cost} after {TitreOfFirstCourse(problem)}");
        Trajectory plan = planner.Plan;
        Assert.Equal((-Hours, 0.0), (plan.Times[0], plan.Times[^1]));
        double fed = 0;
        for (int stage = 0; stage < plan.Stages; stage++)
        {
            ReadOnlySpan<double> u = plan.Input(stage), x = plan.State(stage + 1);
            fed += u[M.Feed] * (plan.Times[stage + 1] - plan.Times[stage]);
            Assert.InRange(u[M.Feed], 0, Settings.Feed.High);
            Assert.InRange(u[M.Temperature], 31, 38);
            Assert.InRange(u[M.PH], 6.8, 7.2);
            // Back-off: what is planned stays clear of the limit by more than two of the standard deviations it starts with.
            Assert.InRange(x[X.Glucose], 5, 40 - 2 * Root[X.Glucose * (M.States + 1)]);
        }
        double evaporated = Parameters[P.Evaporation] * Parameters[M.Gas] * Hours;
        Assert.Equal(Start[X.Volume] + fed - evaporated, plan.State(plan.Stages)[X.Volume], 1e-2);
    }

    [Fact]
    public void Exact_curvature_finds_no_plan_where_the_raised_one_does()
    {
        OptimalControlProblem problem = ChoStrategyProblem.Of(Settings, Hours);
        Assert.True(Planner(problem).Decide(-Hours, Start, [], Input, Parameters).Valid);
        Assert.False(Planner(problem with { LeastCurvature = null }).Decide(-Hours, Start, [], Input, Parameters).Valid);
    }

    [Fact]
    public void From_the_second_decision_on_nothing_is_allocated_and_one_iteration_is_enough()
    {
        Planner<M> planner = Planner(ChoStrategyProblem.Of(Settings, Hours));
        planner.Decide(-Hours, Start, Root, Input, Parameters);
        double[] x = [.. planner.Plan.State(1)];
        planner.Decide(1 - Hours, x, Root, Input, Parameters);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PlanOutcome outcome = planner.Decide(1 - Hours, x, Root, Input, Parameters);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((PlanSource.New, SqpStatus.Iterated, 1), (outcome.Source, outcome.Status, outcome.Iterations));
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1.5, 2)]
    [InlineData(30, 8)]
    public void The_horizon_shrinks_to_the_end_of_the_batch(double left, int stages)
    {
        Planner<M> planner = Planner(ChoStrategyProblem.Of(Settings, Hours));
        planner.Decide(-Hours, Start, [], Input, Parameters);
        Assert.Equal(PlanSource.New, planner.Decide(-left, Start, [], Input, Parameters).Source);
        Assert.Equal((stages, 0.0), (planner.Plan.Stages, Math.Round(planner.Plan.Times[^1], 9)));
        Assert.Equal(PlanSource.Ended, planner.Decide(0, Start, [], Input, Parameters).Source);
    }

    [Fact]
    public void Where_a_titre_is_enough_it_is_met_and_not_passed()
    {
        double most = -Planner(ChoStrategyProblem.Of(Settings, Hours)).Decide(-Hours, Start, [], Input, Parameters).Cost;
        foreach (double enough in (ReadOnlySpan<double>)[0.9 * most, 1.5 * most])
        {
            Planner<M> planner = Planner(ChoStrategyProblem.Of(Settings, Hours));
            Assert.True(planner.Decide(-Hours, Start, [], Input, With(Settings with { Enough = enough })).Valid);
            Assert.Equal(Math.Min(enough, most), planner.Plan.State(planner.Plan.Stages)[X.Antigen], 0.01 * most);
        }
    }

    [Fact]
    public void Glucose_that_is_beyond_its_limit_already_is_led_back_without_feed()
    {
        double[] sweet = [.. Start];
        (sweet[X.Glucose], sweet[X.ViableCells]) = (45, 5);
        Planner<M> planner = Planner(ChoStrategyProblem.Of(Settings, Hours), sweet);
        Assert.True(planner.Decide(-Hours, sweet, [], Input, Parameters).Valid);
        Assert.InRange(planner.Plan.Input(0)[M.Feed], 0, 0.01);
        Assert.InRange(planner.Plan.State(planner.Plan.Stages / 2)[X.Glucose], 5, 40.01);
    }
}
