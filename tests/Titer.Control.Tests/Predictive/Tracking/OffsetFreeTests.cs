using Titer.Control.Estimators;
using Titer.Control.Predictive;
using Titer.Control.Predictive.Tracking;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.CellCulture;

namespace Titer.Control.Tests.Predictive.Tracking;

public sealed class OffsetFreeTests
{
    private static readonly TrackingLayout TankLayout = TrackingLayout.Of(Tank.Description, Tank.Count);
    private static readonly TrackingLayout CultureLayout = TrackingLayout.Of(CultureEnvironment.Description, CultureEnvironment.Count);

    /// <summary>What a loop needs to know of its plant, all in the order of states, inputs, outputs and disturbances.</summary>
    private sealed record Loop(double[] State, double[] Input, double[] Low, double[] High, double[] Targets, int[] Disturbances, double[] Scale,
        double[] InputScale, double[] OutputScale, double Period, double LongestStep);

    private static readonly Loop OfTank = new([0.8, 0.5, 134, 130], [20, -2000], [5, -8500], [100, 0], [0.9, 125],
        [TankLayout.Rates + 1, TankLayout.Rates + 2], [1, 1, 100, 100, 40, 1000], [10, 1000], [0.1, 5], 0.01, 0.001);

    private static Loop OfCulture(int[] disturbances) => new([0.0821, 20.2, 36.8], [0.2, 0.3, 37], [0, 0, 20], [20, 10, 45], [36.5, 7.1, 45],
        disturbances, [0.1, 10, 10, .. disturbances.Select(_ => 1.0)], [1, 1, 5], [1, 0.1, 10], 0.1, 0.02);

    /// <summary>Distances of the outputs, as read, from their targets at the end of a closed loop, in multiples of the scales.</summary>
    /// <param name="push">Constant disturbance of the plant's inputs.</param>
    /// <param name="error">Constant error of the readings.</param>
    private static double[] Offsets<TModel>(Loop loop, int steps, double[] model, double[] plant, double[] push, double[] error, bool estimate)
        where TModel : IProcessModel, IOutputs
    {
        var layout = TrackingLayout.Of(TModel.Description, TModel.Count);
        int n = loop.State.Length, m = loop.Input.Length, y = TModel.Count;
        int[] disturbances = estimate ? loop.Disturbances : [];
        double[] p = [.. model, .. new double[layout.Count - model.Length]];
        loop.Targets.CopyTo(p, layout.Targets);
        for (int i = 0; i < y; i++) p[layout.Weights + i] = 1 / (loop.OutputScale[i] * loop.OutputScale[i]);
        for (int i = 0; i < m; i++) p[layout.InputWeights + i] = 0.01 / (loop.InputScale[i] * loop.InputScale[i]);
        double[] noise = [.. loop.Scale[..n].Select(s => 0.05 * s), .. disturbances.Select((_, i) => 10 * loop.Scale[n + i])];
        var dynamics = new ProcessState<Tracking<TModel, TModel>>(m, p, disturbances, noise, loop.LongestStep);
        var filter = new ExtendedFilter([.. loop.State, .. disturbances.Select(_ => 0.0)], noise);
        OutputReading<TModel, TModel>[] readings = [.. Enumerable.Range(0, y).Select(i => new OutputReading<TModel, TModel>(p, disturbances, n, i))];
        var target = new SteadyTarget<TModel, TModel>(loop.Scale[..n], loop.InputScale, loop.OutputScale, loop.Low, loop.High);
        var planner = new Planner<Tracking<TModel, TModel>>(new()
        {
            Tree = StageTree.Chain(15), States = n, Inputs = m, PathRows = y, Steps = OptimalControlProblem.EqualSteps(15, loop.Period), Points = 3,
            Parameters = [[.. p]], InputLow = loop.Low, InputHigh = loop.High, StateScale = loop.Scale[..n], InputScale = loop.InputScale,
        }, new PlannerOptions { Tolerance = 1e-9 });

        double[] x = [.. loop.State], u = [.. loop.Input], pushed = new double[m], read = new double[y];
        var integrator = new Integrator(n, new Tolerance(1e-10, 1e-10));
        for (int k = 0; k < steps; k++)
        {
            for (int i = 0; i < y; i++)
            {
                read[i] = TModel.Read<Real>(i, x.AsSpan().AsReal(), plant.AsSpan().AsReal()).Value + error[i];
                (double mean, double variance) = filter.Expect(ref readings[i]);
                double own = 1e-3 * loop.OutputScale[i];
                filter.Update(read[i] - mean, variance + own * own);
            }
            for (int i = 0; i < disturbances.Length; i++) p[disturbances[i]] = filter.Mean[n + i];
            Assert.True(target.Find(k == 0 ? loop.State : target.State, k == 0 ? loop.Input : target.Input, p));
            target.Input.CopyTo(p.AsSpan(layout.InputTargets));
            PlanOutcome outcome = planner.Decide(k * loop.Period, filter.Mean[..n], [], u, p);
            Assert.Equal(PlanSource.New, outcome.Source);
            planner.Plan.Input(0).CopyTo(u);
            u.CopyTo(dynamics.Inputs);
            filter.Predict(ref dynamics, loop.Period);
            for (int i = 0; i < m; i++) pushed[i] = u[i] + push[i];
            var ode = new PlantOde<TModel>(pushed, plant);
            Assert.Equal(IntegrationStatus.Success, integrator.Advance(ref ode, 0, loop.Period, x));
        }
        return [.. read.Select((v, i) => Math.Abs(v - loop.Targets[i]) / loop.OutputScale[i])];
    }

    [Fact]
    public void A_tank_of_other_kinetics_with_a_wrong_feed_and_a_biased_thermometer_ends_at_its_targets()
    {
        double[] with = Offsets<Tank>(OfTank, 120, [1, 1], [1.03, 0.95], [1.5, 150], [0.01, 1], estimate: true);
        double[] without = Offsets<Tank>(OfTank, 120, [1, 1], [1.03, 0.95], [1.5, 150], [0.01, 1], estimate: false);
        Assert.All(with, offset => Assert.InRange(offset, 0, 1e-6));
        Assert.All(without, offset => Assert.InRange(offset, 0.02, 5));
    }

    [Fact]
    public void A_culture_whose_gas_transfer_and_jacket_are_others_ends_at_its_temperature_pH_and_dissolved_oxygen()
    {
        (double[] model, double[] plant) = (Culture(), Culture());
        plant[ChoParameter.TransferFactor] *= 1.15;
        plant[ChoParameter.JacketTransfer] *= 0.8;
        plant[ChoParameter.OxygenMaintenance] *= 1.2;
        Loop loop = OfCulture([CultureLayout.Rates + 2, CultureLayout.Rates + 1, CultureLayout.Rates]);
        double[] with = Offsets<CultureEnvironment>(loop, 80, model, plant, [0.02, 0.05, -1], [0.1, 0.02, 1], estimate: true);
        double[] without = Offsets<CultureEnvironment>(loop, 80, model, plant, [0.02, 0.05, -1], [0.1, 0.02, 1], estimate: false);
        Assert.All(with, offset => Assert.InRange(offset, 0, 1e-6));
        Assert.InRange(without.Max(), 0.05, 5);
    }

    private static double[] Culture()
    {
        double[] states = ChoFedBatch.Description.DefaultStates();
        states[ChoState.ViableCells] = 8;
        return [.. ChoFedBatch.Description.DefaultParameters(), .. states];
    }

    [Fact]
    public void A_target_beyond_the_limits_of_the_inputs_is_approached_as_far_as_they_go()
    {
        double[] p = [1, 1, .. new double[TankLayout.Count - 2]];
        (p[TankLayout.Targets], p[TankLayout.Targets + 1]) = (0.6, 200);
        var target = new SteadyTarget<Tank, Tank>(OfTank.Scale[..4], OfTank.InputScale, OfTank.OutputScale, OfTank.Low, OfTank.High);
        Assert.True(target.Find(OfTank.State, OfTank.Input, p));
        Assert.InRange(target.Offset, 0.5, 20);
        Assert.Equal(0, target.Input[1], 1e-6); // no cooling
        var dx = new double[4];
        Tank.Derivatives<Real>(0, target.State.AsReal(), target.Input.AsReal(), p.AsSpan(0, 2).AsReal(), dx.AsSpan().AsReal());
        Assert.All(dx, rate => Assert.InRange(rate, -1e-2, 1e-2));
    }

    [Fact]
    public void Disturbances_that_the_outputs_cannot_tell_apart_are_found_out()
    {
        double[] p = [1, 1, .. new double[TankLayout.Count - 2]];
        bool Detectable(params int[] disturbances) => Detectability.Of<Tank, Tank>(
            [0.8, 0.5, 134, 130], [20, -2000], p, disturbances, [1, 1, 100, 100, .. disturbances.Select(_ => 10.0)], [0.1, 5], 0.01);
        Assert.True(Detectable(TankLayout.Rates + 1, TankLayout.Offsets + 1));
        Assert.True(Detectable(TankLayout.Offsets, TankLayout.Offsets + 1));
        Assert.True(Detectable(TankLayout.Rates + 1, TankLayout.Rates + 3));
        // Two disturbances that come to the same, and more disturbances than outputs.
        Assert.False(Detectable(TankLayout.Rates + 1, TankLayout.Rates + 1));
        Assert.False(Detectable(TankLayout.Rates + 1, TankLayout.Offsets, TankLayout.Offsets + 1));
    }
}
