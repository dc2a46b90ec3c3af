using MathNet.Numerics.Statistics;

namespace Titer.Numerics.Tests.Uncertainty;

/// <summary>The worked examples of JCGM 100:2008 and the GUM columns of those of JCGM 101:2008.</summary>
public class Jcgm100Tests
{
    // H.1: l = l_s + d - l_s (d_alpha theta + alpha_s d_theta), lengths in nm.
    private static double EndGauge(ReadOnlySpan<double> x) => x[0] + x[1] - x[0] * (x[2] * x[3] + x[4] * x[5]);

    private static readonly UncertainInput[] EndGaugeInputs =
    [
        new(50_000_623, 25, 18), new(215, 9.7, 25.6), new(0, 0.58e-6, 50), new(-0.1, 0.41), new(11.5e-6, 1.2e-6), new(0, 0.029, 2),
    ];

    [Fact]
    public void End_gauge_calibration_H1()
    {
        UncertaintyBudget budget = UncertaintyPropagation.Propagate(EndGauge, EndGaugeInputs);
        Assert.Equal(50_000_838, budget.Value, 0.5);
        Assert.Equal(32, budget.StandardUncertainty, 0.5);
        Assert.Equal(16.7, budget.EffectiveDegreesOfFreedom, 0.5);
        Assert.Equal(2.92, budget.CoverageFactor(0.99), 0.005);
        Assert.Equal(93, budget.ExpandedUncertainty(0.99), 1.0);
        Assert.Equal([25, 9.7, 2.9, 0, 0, 16.6], budget.Contributions.Select(Math.Abs), (e, v) => Math.Abs(e - v) < 0.1);
    }

    [Fact]
    public void End_gauge_calibration_with_the_terms_of_second_order_H1_7() =>
        Assert.Equal(34, UncertaintyPropagation.Propagate(EndGauge, EndGaugeInputs, secondOrder: true).StandardUncertainty, 0.5);

    // H.2: resistance, reactance and impedance from voltage, current and phase read together: correlated inputs.
    [Fact]
    public void Resistance_reactance_and_impedance_from_correlated_readings_H2()
    {
        double[][] readings =
        [
            [5.007, 4.994, 5.005, 4.990, 4.999],
            [19.663e-3, 19.639e-3, 19.640e-3, 19.685e-3, 19.678e-3],
            [1.0456, 1.0438, 1.0468, 1.0428, 1.0433],
        ];
        UncertainInput[] inputs = [.. readings.Select(q => new UncertainInput(q.Average(), q.StandardDeviation() / Math.Sqrt(5), 4))];
        double[] r = [.. readings.SelectMany(a => readings.Select(b => Correlation.Pearson(a, b)))];
        Assert.Equal(-0.36, r[1], 0.005);
        UncertaintyBudget resistance = UncertaintyPropagation.Propagate(x => x[0] / x[1] * Math.Cos(x[2]), inputs, r);
        UncertaintyBudget reactance = UncertaintyPropagation.Propagate(x => x[0] / x[1] * Math.Sin(x[2]), inputs, r);
        UncertaintyBudget impedance = UncertaintyPropagation.Propagate(x => x[0] / x[1], inputs, r);
        Assert.Equal(127.732, resistance.Value, 0.001);
        Assert.Equal(0.071, resistance.StandardUncertainty, 0.001);
        Assert.Equal(219.847, reactance.Value, 0.001);
        Assert.Equal(0.295, reactance.StandardUncertainty, 0.002);
        Assert.Equal(254.260, impedance.Value, 0.001);
        Assert.Equal(0.236, impedance.StandardUncertainty, 0.001);
    }

    [Theory]
    [InlineData(false, 0.0539)]
    [InlineData(true, 0.0750)]
    public void Mass_calibration_of_JCGM_101_9_3_in_both_orders(bool secondOrder, double u)
    {
        double s = 1 / Math.Sqrt(3);
        UncertainInput[] inputs = [new(100_000, 0.050), new(1.234, 0.020), new(1.2, 0.1 * s), new(8000, 1000 * s), new(8000, 50 * s)];
        UncertaintyBudget budget = UncertaintyPropagation.Propagate(Jcgm101Tests.Mass, inputs, secondOrder: secondOrder);
        Assert.Equal(1.2340, budget.Value, 5e-5);
        Assert.Equal(u, budget.StandardUncertainty, 5e-5);
    }

    [Theory]
    [InlineData(0, false, 0, 0)]
    [InlineData(0, true, 0, 50)]
    [InlineData(0.010, false, 100, 100)]
    [InlineData(0.010, true, 100, 112)]
    [InlineData(0.050, false, 2500, 500)]
    [InlineData(0.050, true, 2500, 502)]
    public void Microwave_power_meter_of_JCGM_101_9_4_in_both_orders(double x1, bool secondOrder, double value, double u)
    {
        UncertaintyBudget budget = UncertaintyPropagation.Propagate(
            x => x[0] * x[0] + x[1] * x[1], [new(x1, 0.005), new(0, 0.005)], secondOrder: secondOrder);
        Assert.Equal(value, budget.Value * 1e6, 0.5);
        Assert.Equal(u, budget.StandardUncertainty * 1e6, 0.5);
    }

    [Fact]
    public void Exact_sensitivities_give_the_same_budget_as_numerical_ones()
    {
        UncertainInput[] inputs = [new(2, 0.1, 5), new(3, 0.05, 8)];
        UncertaintyBudget numerical = UncertaintyPropagation.Propagate(x => x[0] * Math.Exp(-x[1]), inputs);
        UncertaintyBudget exact = UncertaintyPropagation.Propagate(2 * Math.Exp(-3), [Math.Exp(-3), -2 * Math.Exp(-3)], inputs);
        Assert.Equal(exact.StandardUncertainty, numerical.StandardUncertainty, 1e-9);
        Assert.Equal(exact.EffectiveDegreesOfFreedom, numerical.EffectiveDegreesOfFreedom, 1e-6);
    }
}
