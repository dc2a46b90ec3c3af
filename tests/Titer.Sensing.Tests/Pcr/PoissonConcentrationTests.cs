using Titer.Numerics;
using Titer.Sensing.Pcr;

namespace Titer.Sensing.Tests.Pcr;

public class PoissonConcentrationTests
{
    [Theory]
    [InlineData(0, 15_000)]
    [InlineData(0, 800)]
    public void Without_positives_the_interval_runs_from_zero_to_the_limit_of_no_event(int k, int n)
    {
        (double low, double high) = PoissonConcentration.Interval(k, n);
        Assert.Equal(0, low);
        Assert.Equal(-Math.Log(0.025) / n, high, 1e-12);
    }

    [Fact]
    public void Without_negatives_the_upper_limit_is_open()
    {
        (double low, double high) = PoissonConcentration.Interval(1000, 1000);
        Assert.Equal(double.PositiveInfinity, high);
        Assert.Equal(-Math.Log(1 - Math.Pow(0.025, 1e-3)), low, 1e-9);
    }

    // scipy.stats.beta.ppf of the same shares, through -log(1 - p).
    [Theory]
    [InlineData(1901, 15_820, 0.122321449, 0.133911693)]
    [InlineData(3, 14_256, 4.34003595e-5, 6.15053011e-4)]
    public void The_limits_are_those_of_Clopper_and_Pearson(int k, int n, double low, double high)
    {
        (double l, double h) = PoissonConcentration.Interval(k, n);
        Assert.Equal(low, l, 1e-8 * low);
        Assert.Equal(high, h, 1e-8 * high);
    }

    [Theory]
    [InlineData(0.0003)]
    [InlineData(0.003)]
    [InlineData(0.1)]
    [InlineData(1.5)]
    [InlineData(5)]
    public void The_exact_interval_holds_the_occupancy_in_at_least_95_percent_of_wells_and_is_not_absurdly_wide(double occupancy)
    {
        var random = new Gaussian(17);
        const int Wells = 2000, Droplets = 2000;
        int held = 0;
        double share = 1 - Math.Exp(-occupancy);
        for (int w = 0; w < Wells; w++)
        {
            int positives = 0;
            for (int i = 0; i < Droplets; i++)
                if (random.Uniform() < share) positives++;
            (double low, double high) = PoissonConcentration.Interval(positives, Droplets);
            if (low <= occupancy && occupancy <= high) held++;
        }
        // Two standard deviations of 2000 wells are 0.01; where less than one positive is expected the interval cannot help being wide.
        Assert.InRange(held / (double)Wells, 0.945, occupancy * Droplets < 2 ? 1 : 0.975);
    }
}
