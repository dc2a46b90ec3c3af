using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.Tests;

public class InnovationConsistencyTests
{
    private static readonly Tag Glucose = new("glucose");

    private static InnovationConsistency Of(IEnumerable<(double Value, double Spread)> innovations)
    {
        var consistency = new InnovationConsistency();
        foreach ((double value, double spread) in innovations) consistency.Add(new Innovation(Glucose, default, value, spread, true));
        return consistency;
    }

    /// <summary>
    /// Innovations of the scalar Kalman filter of a random walk (step 1, noise 1) that believes in another step and another noise, or whose sensor is
    /// off by a constant.
    /// </summary>
    private static IEnumerable<(double, double)> Filter(int seed, int count, double step = 1, double noise = 1, double offset = 0)
    {
        var random = new Random(seed);
        double truth = 0, estimate = 0, variance = 1;
        for (int k = 0; k < count; k++)
        {
            truth += Normal();
            variance += step * step;
            double innovation = truth + Normal() + offset - estimate, expected = variance + noise * noise;
            yield return (innovation, Math.Sqrt(expected));
            estimate += variance / expected * innovation;
            variance *= noise * noise / expected;
        }

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static int Share(ConsistencyVerdict verdict, int count, double step = 1, double noise = 1) =>
        Enumerable.Range(0, 400).Count(seed => Of(Filter(seed, count, step, noise)).Verdict == verdict);

    [Fact]
    public void A_filter_that_knows_its_noises_is_called_consistent_95_times_in_100()
    {
        // Of 400 batches 380 +- 4.4 (binomial).
        Assert.InRange(Share(ConsistencyVerdict.Consistent, 40), 367, 393);
        Assert.InRange(Share(ConsistencyVerdict.Consistent, 1000), 367, 393);
    }

    [Theory]
    [InlineData(0.5, 1.0)]
    [InlineData(1.0, 0.6)]
    public void A_filter_that_believes_in_less_noise_than_there_is_is_found_too_sure(double step, double noise) =>
        Assert.InRange(Share(ConsistencyVerdict.TooSure, 200, step, noise), 380, 400);

    [Theory]
    [InlineData(2.0, 1.0)]
    [InlineData(1.0, 2.0)]
    public void A_filter_that_allows_for_more_noise_than_there_is_is_found_cautious(double step, double noise) =>
        Assert.InRange(Share(ConsistencyVerdict.Cautious, 200, step, noise), 380, 400);

    [Fact]
    public void Innovations_that_hang_together_count_as_fewer()
    {
        // Each innovation four times over: 100 independent ones that look like 400.
        var random = new Random(5);
        double[] each = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble() * 2 - 1)];
        InnovationConsistency apart = Of(each.Select(v => (v, 1.0))), together = Of(each.SelectMany(v => Enumerable.Repeat((v, 1.0), 4)));
        Assert.Equal(apart.MeanNis, together.MeanNis, 1e-12);
        Assert.InRange(together.Correlation, 0.6, 0.9);
        Assert.InRange((together.Interval.High - together.Interval.Low) / (apart.Interval.High - apart.Interval.Low), 0.7, 1.4);
    }

    [Theory]
    [InlineData(10, 0.3247, 2.0483)]  // chi-square quantiles 3.247 and 20.483
    [InlineData(30, 0.5597, 1.5660)]  // 16.791 and 46.979
    [InlineData(100, 0.7422, 1.2956)] // 74.222 and 129.561
    public void The_interval_is_that_of_the_chi_square_table(int count, double low, double high)
    {
        // Signs that cancel, and a last one of 0: successive ones do not correlate.
        InnovationConsistency white = Of(Enumerable.Range(1, count).Select(k => (k == count ? 0 : k % 4 < 2 ? 1.0 : -1.0, 1.0)));
        Assert.Equal(0, white.Correlation);
        Assert.Equal(low, white.Interval.Low, 0.01 * low);
        Assert.Equal(high, white.Interval.High, 0.01 * high);
    }

    [Fact]
    public void Readings_rejected_or_taken_at_reduced_weight_are_counted_and_not_averaged()
    {
        var consistency = new InnovationConsistency();
        for (int k = 0; k < 20; k++) consistency.Add(new Innovation(Glucose, default, k % 2 == 0 ? 1 : -1, 1, true));
        consistency.Add(new Innovation(Glucose, default, 50, 1, false, "50 sigma from expected"));
        consistency.Add(new Innovation(Glucose, default, double.NaN, double.NaN, false, "quality Failure"));
        consistency.Add(new Innovation(Glucose, default, 45, 10, true, "taken at reduced weight after 5 rejections"));
        Assert.Equal((20, 1, 2), (consistency.Used, consistency.Reduced, consistency.Rejected));
        Assert.Equal(1, consistency.MeanNis, 1e-12);
        Assert.Equal(0, consistency.OutsideShare);
    }

    [Fact]
    public void Of_a_few_readings_nothing_is_said()
    {
        Assert.Equal(ConsistencyVerdict.TooFew, Of(Filter(1, 9)).Verdict);
        Assert.Equal(ConsistencyVerdict.TooFew, Of([]).Verdict);
    }

    [Fact]
    public void One_innovation_in_twenty_of_a_consistent_filter_lies_beyond_its_95_percent_band() =>
        Assert.Equal(0.05, Of(Filter(7, 20_000)).OutsideShare, 0.006);
}
