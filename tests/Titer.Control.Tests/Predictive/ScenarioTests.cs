using Titer.Bench.Decide.Models;
using Titer.Control.Predictive;
using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

/// <summary>Multi-stage control keeps limits for parameters that the nominal controller breaks them with.</summary>
public sealed class ScenarioTests
{
    private const double Deviation = 0.02, Decay = 0.1;

    private static double Highest(bool robust, double plantDecay)
    {
        OptimalControlProblem problem = Level.Problem(stages: 6) with
        {
            Tree = robust ? StageTree.Robust(6, 3, 1) : StageTree.Chain(6), Parameters = robust ? [[0], [0], [0]] : [[0]],
        };
        var planner = new Planner<Level>(problem, new PlannerOptions { UncertainParameters = [0], Spread = 2 });
        double x = 0.8, u = 0, highest = 0;
        for (int k = 0; k < 15; k++)
        {
            Assert.Equal(PlanSource.New, planner.Decide(k, [x], robust ? [0, Deviation] : [], [u], [Decay]).Source);
            u = planner.Plan.Input(0)[0];
            double stay = Math.Exp(-plantDecay);
            x = stay * x + (1 - stay) / plantDecay * u;
            highest = Math.Max(highest, x);
        }
        return highest;
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(2)]
    public void A_level_stays_below_its_limit_for_every_decay_within_the_spread(double deviations)
    {
        double decay = Decay + deviations * Deviation;
        Assert.InRange(Highest(robust: true, decay), 0.9, 1 + 1e-6);
        if (deviations < 0) Assert.InRange(Highest(robust: false, decay), 1.02, 1.1);
    }

    [Fact]
    public void Biomass_stays_below_its_limit_for_a_better_yield_than_the_nominal_one()
    {
        (double nominal, int kept) = HighestBiomass(robust: false);
        (double robust, int keptRobust) = HighestBiomass(robust: true);
        Assert.Equal(0, kept + keptRobust);
        Assert.InRange(nominal, 3.703, 4);
        Assert.InRange(robust, 3.6, 3.7 + 1e-5);
    }

    /// <summary>Batch reactor with a yield two standard deviations above the nominal one; also how many decisions came to no plan.</summary>
    private static (double Biomass, int Failures) HighestBiomass(bool robust)
    {
        OptimalControlProblem problem = BatchReactor.Problem() with
        {
            Tree = robust ? StageTree.Robust(20, 3, 1) : StageTree.Chain(20), Parameters = robust ? [[0, 0], [0, 0], [0, 0]] : [[0, 0]],
        };
        var planner = new Planner<BatchReactor>(problem, new PlannerOptions { UncertainParameters = [0], Spread = 2 });
        double[] x = [1, 0.5, 0, 120], u = [0], root = [0, 0, 0, 0, 0.02], plant = [0.54, 200];
        double highest = 0;
        int failures = 0;
        var integrator = new Integrator(4, new Tolerance(1e-9, 1e-9));
        for (int k = 0; k < 120; k++)
        {
            PlanOutcome outcome = planner.Decide(k, x, robust ? root : [], u, [0.5, 200]);
            if (outcome.Source != PlanSource.New) failures++;
            planner.Plan.Input(0).CopyTo(u);
            var ode = new PlantOde<BatchReactor>(u, plant);
            integrator.Advance(ref ode, 0, 1, x);
            highest = Math.Max(highest, x[0]);
        }
        return (highest, failures);
    }
}
