using CsCheck;
using Titer.Control.Monitoring;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Control.Tests.Monitoring;

public sealed class TrendFilterTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Tag Oxygen = new("culture-00/DO");

    private static Measurement Reading(double minutes, double value, Quality? quality = null, double u = 0.5) =>
        new(Oxygen, Start.AddMinutes(minutes), value, Unit.Percent, u, quality ?? Quality.Good, "plate-reader/o2", 0);

    [Fact]
    public void The_covariance_stays_positive_semidefinite_whatever_the_readings_and_intervals() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 600], Gen.Bool).Array[1, 60].Sample(steps =>
        {
            var state = new TrendState(TrendParameters.Oxygen);
            double minutes = 0;
            foreach ((double value, double wait, bool bad) in steps)
            {
                TrendFilter.Update(state, Reading(minutes += wait, value, bad ? Quality.Failure("drop-out") : null));
                Trend t = TrendFilter.Value(state);
                Assert.True(t.LevelVariance >= 0 && t.RateVariance >= 0);
                Assert.True(t.LevelVariance * t.RateVariance - t.Covariance * t.Covariance >= -1e-6 * t.LevelVariance * t.RateVariance);
                Assert.True(double.IsFinite(t.Level) && double.IsFinite(t.Rate));
            }
        }, iter: 300);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void The_rate_of_a_steady_decline_is_found_within_its_uncertainty(double noise)
    {
        int covered = 0, all = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var g = new Gaussian(seed);
            var state = new TrendState(TrendParameters.Oxygen);
            for (int k = 0; k < 180; k++)
            {
                TrendFilter.Update(state, Reading(k, 95 - 10 * k / 60.0 + noise * g.Next(), u: noise));
                if (k < 60) continue;
                Trend t = TrendFilter.Value(state);
                all++;
                if (Math.Abs(t.Rate + 10) <= 2 * Math.Sqrt(t.RateVariance) && Math.Abs(t.Level - (95 - 10 * k / 60.0)) <= 2 * Math.Sqrt(t.LevelVariance)) covered++;
            }
        }
        Assert.True(covered >= 0.93 * all, $"{covered} of {all}");
    }

    [Fact]
    public void A_bad_reading_is_never_averaged_in_and_says_why()
    {
        TrendState with = new(TrendParameters.Oxygen), without = new(TrendParameters.Oxygen);
        for (int k = 0; k < 60; k++)
        {
            TrendFilter.Update(with, Reading(k, 90 - 0.1 * k));
            TrendFilter.Update(without, Reading(k, 90 - 0.1 * k));
        }
        Innovation zero = TrendFilter.Update(with, Reading(60, 0, Quality.Failure("drop-out, reads zero")));
        TrendFilter.Predict(without, Start.AddMinutes(60));
        Assert.False(zero.Used);
        Assert.Equal("drop-out, reads zero", zero.Reason);
        Assert.Equal(TrendFilter.Value(without), TrendFilter.Value(with));
    }

    [Fact]
    public void One_wild_reading_is_held_back_and_a_jump_that_stays_is_followed()
    {
        var state = new TrendState(TrendParameters.Oxygen);
        var g = new Gaussian(3);
        for (int k = 0; k < 60; k++) TrendFilter.Update(state, Reading(k, 80 + 0.2 * g.Next()));
        Assert.False(TrendFilter.Update(state, Reading(60, 5)).Used);
        Assert.InRange(TrendFilter.Value(state).Level, 78, 82);
        Assert.True(TrendFilter.Update(state, Reading(61, 80)).Used);

        Assert.False(TrendFilter.Update(state, Reading(62, 10)).Used);
        Assert.True(TrendFilter.Update(state, Reading(63, 10)).Used);
        Assert.InRange(TrendFilter.Value(state).Level, 9, 11);
    }

    [Fact]
    public void Without_readings_the_uncertainty_grows_back_to_knowing_nothing()
    {
        var state = new TrendState(TrendParameters.Oxygen);
        for (int k = 0; k < 30; k++) TrendFilter.Update(state, Reading(k, 80));
        double known = TrendFilter.Value(state).LevelVariance;
        TrendFilter.Predict(state, Start.AddMinutes(40));
        Assert.True(TrendFilter.Value(state).LevelVariance > known);
        TrendFilter.Predict(state, Start.AddHours(48));
        Assert.InRange(Math.Sqrt(TrendFilter.Value(state).LevelVariance), 25, 60);
    }

    [Fact]
    public void Calibration_uncertainty_is_not_averaged_away()
    {
        var state = new TrendState(TrendParameters.Oxygen);
        var g = new Gaussian(1);
        for (int k = 0; k < 600; k++) TrendFilter.Update(state, Reading(k, 80 + 0.3 * g.Next(), u: 1.1));
        Assert.InRange(Math.Sqrt(TrendFilter.Value(state).LevelVariance), 0.8, 1.3);
    }
}
