using Titer.Control.Predictive;
using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

/// <summary>
/// Closed loops of <see cref="Level"/> with process and measurement noise and a Kalman filter, which the objective drives onto the limit. One look
/// at each batch, so that the batches' violations are independent.
/// </summary>
public sealed class ViolationProbabilityTests
{
    private const int Batches = 1000, Steps = 6;
    private const double Decay = 0.1, Noise = 0.02, Reading = 0.03;

    private static int Violations(double risk, bool backOff)
    {
        OptimalControlProblem problem = Level.Problem(stages: 4) with { StateScale = [1], InputScale = [0.1], InputLow = [-0.5], InputHigh = [0.5] };
        var planner = new Planner<Level>(problem, new PlannerOptions { Risk = risk, Noise = (_, noise) => noise[0] = Noise });
        double stay = Math.Exp(-Decay), gain = (1 - stay) / Decay;
        int violations = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            var chance = new Gaussian(1000 + (ulong)batch);
            double mean = 0.9, variance = 0.02 * 0.02, x = mean + 0.02 * chance.Next(), u = 0;
            for (int k = 0; k < Steps; k++)
            {
                PlanOutcome outcome = planner.Decide(k, [mean], backOff ? [Math.Sqrt(variance)] : [], [u], [Decay]);
                Assert.Equal(PlanSource.New, outcome.Source);
                u = planner.Plan.Input(0)[0];
                x = stay * x + gain * u + Noise * chance.Next();
                mean = stay * mean + gain * u;
                variance = stay * stay * variance + Noise * Noise;
                double weight = variance / (variance + Reading * Reading);
                if (k == Steps - 1) continue;
                mean += weight * (x + Reading * chance.Next() - mean);
                variance *= 1 - weight;
            }
            if (x > 1) violations++;
        }
        return violations;
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.05)]
    public void Back_off_keeps_the_probability_of_a_violation_at_the_stated_level(double risk)
    {
        double expected = risk * Batches, width = 3.5 * Math.Sqrt(expected * (1 - risk));
        Assert.InRange(Violations(risk, backOff: true), expected - width, expected + width);
    }

    [Fact]
    public void Without_back_off_about_half_violate()
    {
        double width = 3.5 * Math.Sqrt(0.25 * Batches);
        Assert.InRange(Violations(0.05, backOff: false), 0.5 * Batches - width, 0.5 * Batches + width);
    }
}
