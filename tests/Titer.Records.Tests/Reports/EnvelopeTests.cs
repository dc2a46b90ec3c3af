using CsCheck;
using Titer.Records.Reports;

namespace Titer.Records.Tests;

public class EnvelopeTests
{
    [Fact]
    public void A_spike_of_one_sample_stays_at_its_full_height_and_time() =>
        Gen.Select(Gen.Int[2_000, 30_000], Gen.Int[0, int.MaxValue], Gen.Double[-1e6, 1e6]).Sample((count, at, height) =>
        {
            var series = new Series();
            for (int i = 0; i < count; i++) series.Add(i / 60.0, i == at % count ? height : Math.Sin(i / 500.0));
            (double[] hours, double[] values) = Envelope.Of(series);
            Assert.True(values.Length <= 2 * Envelope.Buckets);
            Assert.Equal(series.Values.Max(), values.Max());
            Assert.Equal(series.Values.Min(), values.Min());
            if (Math.Abs(height) > 1) Assert.Equal(at % count / 60.0, hours[Array.IndexOf(values, height)]);
            Assert.Equal(hours.Order(), hours);
        }, iter: 60);

    [Fact]
    public void A_short_series_is_drawn_as_it_is()
    {
        var series = new Series();
        for (int i = 0; i < 2 * Envelope.Buckets; i++) series.Add(i, i * i % 17);
        Assert.Equal(series.Values, Envelope.Of(series).Values);
    }

    [Fact]
    public void The_band_is_never_narrower_than_that_of_any_sample()
    {
        var series = new Series();
        for (int i = 0; i < 20_000; i++) series.Add(i, Math.Sin(i / 300.0), i == 12_345 ? 7 : 0.1);
        (_, double[] lower, double[] upper) = Envelope.Band(series, 2);
        Assert.Equal(Math.Sin(12_345 / 300.0) - 14, lower.Min());
        Assert.Equal(Math.Sin(12_345 / 300.0) + 14, upper.Max());
    }

    [Fact]
    public void Values_that_are_no_numbers_hide_no_neighbour()
    {
        var series = new Series();
        for (int i = 0; i < 10_000; i++) series.Add(i, i % 10 == 0 ? double.NaN : i == 5_003 ? 99 : 1);
        Assert.Contains(99, Envelope.Of(series).Values);
    }
}
