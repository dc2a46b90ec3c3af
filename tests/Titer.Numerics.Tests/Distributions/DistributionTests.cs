using CsCheck;
using MathNet.Numerics.Distributions;

namespace Titer.Numerics.Tests.Distributions;

/// <summary>Against MathNet.Numerics, and by inversion.</summary>
public class DistributionTests
{
    [Fact]
    public void Normal_quantiles_agree() => Gen.Double[1e-12, 1 - 1e-12].ForAll(2000, p =>
        Assert.Equal(Normal.InvCDF(0, 1, p), NormalDistribution.Quantile(p), 1e-9));

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(1e-20, -9.262340089798408)]
    public void Normal_quantiles_have_their_known_digits(double p, double z) => Assert.Equal(z, NormalDistribution.Quantile(p), 1e-14);

    [Theory]
    [InlineData(0.975, 1, 12.706204736432095)]
    [InlineData(0.975, 5, 2.570581835636314)]
    [InlineData(0.995, 16, 2.920781622425099)]
    [InlineData(0.6, 3, 0.27667066233268955)]
    [InlineData(0.975, 1e9, 1.959963984540054)]
    public void Student_quantiles_have_their_known_digits(double p, double nu, double t)
    {
        Assert.Equal(t, StudentDistribution.Quantile(p, nu), 1e-9);
        Assert.Equal(-t, StudentDistribution.Quantile(1 - p, nu), 1e-9);
    }

    [Fact]
    public void Beta_quantiles_invert_the_cumulative_and_agree() => Gen.Select(Gen.Double[0.5, 300], Gen.Double[0.5, 300], Gen.Double[0.001, 0.999]).ForAll(2000, c =>
    {
        (double a, double b, double p) = c;
        double x = BetaDistribution.Quantile(p, a, b);
        Assert.Equal(p, BetaDistribution.Cumulative(x, a, b), 1e-11);
        Assert.Equal(Beta.CDF(a, b, x), BetaDistribution.Cumulative(x, a, b), 1e-11);
    });

    [Theory]
    [InlineData(1, 20000, 0.975)]
    [InlineData(19999, 2, 0.025)]
    [InlineData(1901, 13920, 0.025)]
    public void Beta_quantiles_hold_for_the_droplets_of_a_whole_well(double a, double b, double p)
    {
        double x = BetaDistribution.Quantile(p, a, b);
        Assert.Equal(p, BetaDistribution.Cumulative(x, a, b), 1e-10);
        if (a == 1) Assert.Equal(1 - Math.Pow(1 - p, 1 / b), x, 1e-15);
    }

    [Fact]
    public void Log_gamma_agrees() => Gen.Double[1e-3, 1e5].ForAll(2000, x =>
        Assert.Equal(MathNet.Numerics.SpecialFunctions.GammaLn(x), LogGamma.Of(x), 1e-11 * Math.Max(1, Math.Abs(LogGamma.Of(x)))));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.96, 0.024997895148220435)]
    [InlineData(5, 0.9999997133484281)]
    public void The_normal_distribution_agrees_with_tables(double z, double p) => Assert.Equal(p, NormalDistribution.Cumulative(z), 1e-14);

    [Fact]
    public void The_normal_distribution_is_the_inverse_of_its_quantile()
    {
        for (double p = 0.001; p < 1; p += 0.001) Assert.Equal(p, NormalDistribution.Cumulative(NormalDistribution.Quantile(p)), 1e-13);
    }

    [Fact]
    public void Chi_square_quantiles_invert_the_cumulative_and_agree() => Gen.Select(Gen.Double[0.5, 2000], Gen.Double[0.0005, 0.9995]).ForAll(2000, c =>
    {
        (double k, double p) = c;
        double x = ChiSquareDistribution.Quantile(p, k);
        Assert.Equal(p, ChiSquareDistribution.Cumulative(x, k), 1e-11);
        Assert.Equal(ChiSquared.CDF(k, x), ChiSquareDistribution.Cumulative(x, k), 1e-9);
    });

    [Theory]
    [InlineData(0.95, 1, 3.841458820694124)]
    [InlineData(0.975, 10, 20.483177350807395)]
    [InlineData(0.025, 100, 74.22192747492373)]
    [InlineData(0.5, 2, 1.3862943611198906)]
    public void Chi_square_quantiles_have_their_known_digits(double p, double k, double x) =>
        Assert.Equal(x, ChiSquareDistribution.Quantile(p, k), 1e-10 * x);
}
