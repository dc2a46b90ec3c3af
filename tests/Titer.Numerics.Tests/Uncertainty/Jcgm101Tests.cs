namespace Titer.Numerics.Tests.Uncertainty;

/// <summary>The worked examples of JCGM 101:2008, clause 9, with their published figures.</summary>
public class Jcgm101Tests
{
    private static readonly MonteCarloOptions ThreeDigits = new() { SignificantDigits = 3, MaxTrials = 400_000 };

    private static double Sum(ReadOnlySpan<double> x) => x[0] + x[1] + x[2] + x[3];

    // 9.3: deviation of a weight from nominal, mg; air buoyancy with densities in kg/m3.
    internal static double Mass(ReadOnlySpan<double> x) => (x[0] + x[1]) * (1 + (x[2] - 1.2) * (1 / x[3] - 1 / x[4])) - 100_000;

    [Fact]
    public void Additive_model_with_normal_inputs_9_2_2()
    {
        InputDistribution x = InputDistribution.Normal(0, 1);
        MonteCarloResult y = MonteCarlo.Propagate(Sum, [x, x, x, x], ThreeDigits);
        Assert.Equal(2.00, y.StandardUncertainty, 0.01);
        Assert.Equal(-3.92, y.Low, 0.02);
        Assert.Equal(3.92, y.High, 0.02);
    }

    [Fact]
    public void Additive_model_with_rectangular_inputs_9_2_3()
    {
        InputDistribution x = InputDistribution.Rectangular(-Math.Sqrt(3), Math.Sqrt(3));
        MonteCarloResult y = MonteCarlo.Propagate(Sum, [x, x, x, x], ThreeDigits);
        Assert.Equal(2.00, y.StandardUncertainty, 0.01);
        Assert.Equal(-3.88, y.Low, 0.02);
        Assert.Equal(3.88, y.High, 0.02);
    }

    [Fact]
    public void Additive_model_with_one_dominant_rectangular_input_9_2_4()
    {
        InputDistribution x = InputDistribution.Rectangular(-Math.Sqrt(3), Math.Sqrt(3));
        MonteCarloResult y = MonteCarlo.Propagate(Sum, [x, x, x, InputDistribution.Rectangular(-10 * Math.Sqrt(3), 10 * Math.Sqrt(3))], ThreeDigits);
        Assert.Equal(10.15, y.StandardUncertainty, 0.05);
        Assert.Equal(-17.0, y.Low, 0.06);
        Assert.Equal(17.0, y.High, 0.06);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Mass_calibration_9_3(int digits)
    {
        MonteCarloResult y = MonteCarlo.Propagate(
            Mass,
            [
                InputDistribution.Normal(100_000, 0.050), InputDistribution.Normal(1.234, 0.020), InputDistribution.Rectangular(1.10, 1.30),
                InputDistribution.Rectangular(7000, 9000), InputDistribution.Rectangular(7950, 8050),
            ],
            MonteCarloOptions.Default with { SignificantDigits = digits });
        Assert.Equal(1.2340, y.Value, 5e-4);
        Assert.Equal(0.0754, y.StandardUncertainty, 3e-4);
        Assert.Equal(1.0834, y.ShortestLow, 3e-3);
        Assert.Equal(1.3825, y.ShortestHigh, 3e-3);
        Assert.Equal(digits == 2, y.Stable);
    }

    [Theory]
    [InlineData(0, 0, 50, 50, 0, 150)]
    [InlineData(0.010, 0, 150, 112, 0, 367)]
    [InlineData(0.050, 0, 2551, 502, 1590, 3543)]
    [InlineData(0, 0.9, 50, 67, 0, 185)]
    public void Microwave_power_meter_9_4(double x1, double correlation, double value, double u, double low, double high)
    {
        MonteCarloResult y = MonteCarlo.Propagate(
            x => x[0] * x[0] + x[1] * x[1], [InputDistribution.Normal(x1, 0.005), InputDistribution.Normal(0, 0.005)], ThreeDigits,
            [1, correlation, correlation, 1]);
        Assert.Equal(value, y.Value * 1e6, 0.005 * value);
        Assert.Equal(u, y.StandardUncertainty * 1e6, 0.01 * u + 0.5);
        Assert.Equal(low, y.ShortestLow * 1e6, 0.01 * low + 1);
        Assert.Equal(high, y.ShortestHigh * 1e6, 0.02 * high);
    }

    public static TheoryData<InputDistribution, double, double> Distributions => new()
    {
        { InputDistribution.Normal(3, 2), 3, 2 },
        { InputDistribution.Rectangular(-1, 5), 2, 6 / Math.Sqrt(12) },
        { InputDistribution.Student(1, 0.5, 7), 1, 0.5 * Math.Sqrt(7.0 / 5) },
        { InputDistribution.Triangular(-1, 5), 2, 3 / Math.Sqrt(6) },
        { InputDistribution.Arcsine(-1, 5), 2, 3 / Math.Sqrt(2) },
        { InputDistribution.Trapezoidal(-1, 5, 0.5), 2, 3 * Math.Sqrt((1 + 0.25) / 6) },
        { InputDistribution.Beta(2.5, 4.5), 2.5 / 7, Math.Sqrt(2.5 * 4.5 / (49 * 8)) },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Each_distribution_has_the_mean_and_the_standard_uncertainty_of_table_1(InputDistribution input, double mean, double u)
    {
        MonteCarloResult y = MonteCarlo.Propagate(x => x[0], [input], ThreeDigits);
        Assert.Equal(mean, y.Value, 0.01 * u);
        Assert.Equal(1, y.StandardUncertainty / u, 0.01);
    }

    [Fact]
    public void More_digits_need_more_trials_and_the_same_seed_gives_the_same_bits()
    {
        InputDistribution[] inputs = [InputDistribution.Normal(1, 0.1), InputDistribution.Rectangular(2, 3)];
        MonteCarloResult coarse = MonteCarlo.Propagate(x => x[0] / x[1], inputs, new MonteCarloOptions { SignificantDigits = 1 });
        MonteCarloResult fine = MonteCarlo.Propagate(x => x[0] / x[1], inputs);
        Assert.True(coarse.Stable && fine.Stable && fine.Trials > coarse.Trials);
        Assert.Equal(fine, MonteCarlo.Propagate(x => x[0] / x[1], inputs));
        Assert.Equal(0.0005, fine.Tolerance, 1e-12);
    }

    [Fact]
    public void A_model_without_values_ends_and_says_so()
    {
        MonteCarloResult y = MonteCarlo.Propagate(x => Math.Sqrt(x[0]), [InputDistribution.Rectangular(-3, -1)], new MonteCarloOptions { MaxTrials = 20_000 });
        Assert.True(!y.Stable && y.NotFinite >= 20_000 && double.IsNaN(y.Value));
        Assert.Throws<ArgumentException>(() => MonteCarlo.Propagate(
            x => x[0], [InputDistribution.Rectangular(0, 1), InputDistribution.Normal(0, 1)], null, [1, 0.5, 0.5, 1]));
    }
}
