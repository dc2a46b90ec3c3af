using Titer.Control.Predictive;
using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

public sealed class BackOffTests
{
    private const double Risk = 0.1, Decay = 0.1;
    private static readonly double Quantile = -NormalDistribution.Quantile(Risk);

    private static double[] Plan(bool path, double[] root, PlannerOptions options)
    {
        var planner = new Planner<Level>(Level.Problem(path) with { Points = 3, Elements = 2 }, options with { Risk = Risk });
        PlanOutcome outcome = planner.Decide(0, [0], root, [0], [Decay]);
        Assert.Equal((PlanSource.New, SqpStatus.Solved), (outcome.Source, outcome.Status));
        return planner.Plan.States.ToArray();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_limit_is_kept_with_the_quantile_of_the_propagated_standard_deviation(bool path)
    {
        // Variance of a linear system: decay of the estimate's and growth of the noise's, a unit of time each stage.
        const double Deviation = 0.05, Noise = 0.03;
        double[] states = Plan(path, [Deviation], new PlannerOptions { Noise = (_, noise) => noise[0] = Noise });
        double variance = Deviation * Deviation;
        for (int k = 1; k <= 10; k++)
        {
            variance = variance * Math.Exp(-2 * Decay) + Noise * Noise;
            Assert.InRange(states[k], -1, 1 - Quantile * Math.Sqrt(variance) + 1e-6);
            if (k is > 6 and < 10) Assert.Equal(1 - Quantile * Math.Sqrt(variance), states[k], 1e-6);
        }
    }

    [Fact]
    public void An_uncertain_parameter_moves_the_limit_by_its_sensitivity()
    {
        // s = dx/dp of dx/dt = u - p x over a stage, with the u that leads from one planned x to the next.
        const double Deviation = 0.02;
        double[] states = Plan(false, [0, 0, 0, Deviation], new PlannerOptions { UncertainParameters = [0] });
        double s = 0;
        for (int k = 1; k < 10; k++)
        {
            double decay = Math.Exp(-Decay), input = (states[k] - states[k - 1] * decay) / (1 - decay); // u / p
            s = s * decay - (states[k - 1] * decay + input * ((1 - decay) / Decay - decay));
            if (k > 6) Assert.Equal(1 - Quantile * Deviation * Math.Abs(s), states[k], 1e-4); // the back-off of the first plan lags its own plan a little
        }
    }

    [Fact]
    public void Beyond_the_robust_time_the_uncertainty_is_held()
    {
        double[] states = Plan(false, [0], new PlannerOptions { Noise = (_, noise) => noise[0] = 0.05, RobustTime = 2 });
        double held = Math.Sqrt(Math.Exp(-2 * Decay) + 1) * 0.05;
        for (int k = 7; k < 10; k++) Assert.Equal(1 - Quantile * held, states[k], 1e-6);
    }

    [Fact]
    public void Limits_closer_together_than_the_uncertainty_leave_some_room_and_say_so()
    {
        OptimalControlProblem problem = Level.Problem() with { StateLow = [0.5] };
        var planner = new Planner<Level>(problem, new PlannerOptions());
        PlanOutcome outcome = planner.Decide(0, [0.75], [1], [0], [0]);
        Assert.Equal((PlanSource.New, true), (outcome.Source, outcome.Cut));
        Assert.Equal(1 - 0.45 * 0.5, planner.Plan.State(5)[0], 1e-6);
        Assert.False(planner.Decide(1, [0.75], [0.01], [0], [0]).Cut);
    }
}
