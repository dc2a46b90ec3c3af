using Titer.Numerics;

namespace Titer.Numerics.Tests;

public class GaussianTests
{
    [Fact]
    public void Moments_are_those_of_the_standard_normal()
    {
        var noise = new Gaussian(7);
        const int n = 200_000;
        double sum = 0, squares = 0, fourth = 0;
        for (int i = 0; i < n; i++)
        {
            double x = noise.Next();
            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
        }
        Assert.InRange(sum / n, -0.01, 0.01);
        Assert.InRange(squares / n, 0.98, 1.02);
        Assert.InRange(fourth / n, 2.9, 3.1);
    }

    [Fact]
    public void A_stream_depends_on_its_purpose_and_not_on_other_streams()
    {
        Assert.Equal(Gaussian.Stream(5, "clone").Next(), Gaussian.Stream(5, "clone").Next());
        Assert.NotEqual(Gaussian.Stream(5, "clone").Next(), Gaussian.Stream(5, "feed").Next());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    public void Poisson_has_mean_and_variance_equal(double mean)
    {
        var noise = new Gaussian(11);
        const int n = 50_000;
        double sum = 0, squares = 0;
        for (int i = 0; i < n; i++)
        {
            double k = noise.Poisson(mean);
            sum += k;
            squares += k * k;
        }
        double m = sum / n, variance = squares / n - m * m;
        Assert.InRange(m / mean, 0.98, 1.02);
        Assert.InRange(variance / mean, 0.95, 1.05);
    }
}
