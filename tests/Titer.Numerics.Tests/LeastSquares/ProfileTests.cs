using MathNet.Numerics.Distributions;

namespace Titer.Numerics.Tests.LeastSquares;

public class ProfileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_a_linear_model_the_profile_is_the_interval_of_the_closed_form(bool sigmaKnown)
    {
        double[] a = [1, 0.3, 1, 0.9, 1, 1.4, 1, 2.2, 1, 3.1], b = [1, 2, 2, 4, 4.5];
        var profile = new ProfileLikelihood<LinearResiduals>(new(a, b, 2), [new(0), new(0)], new FitOptions { SigmaKnown = sigmaKnown });
        var solver = new LevenbergMarquardt();
        solver.Fit(new LinearResiduals(a, b, 2), [new(0), new(0)], new FitOptions { SigmaKnown = sigmaKnown });
        double factor = sigmaKnown ? Normal.InvCDF(0, 1, 0.975) : StudentT.InvCDF(0, 1, 3, 0.975);
        for (int i = 0; i < 2; i++)
        {
            ProfileInterval interval = profile.Interval(i);
            Assert.Equal(Identifiability.Identifiable, interval.Verdict);
            Assert.Equal(solver.Parameters[i] - factor * solver.StandardUncertainty(i), interval.Lower, 1e-6);
            Assert.Equal(solver.Parameters[i] + factor * solver.StandardUncertainty(i), interval.Upper, 1e-6);
        }
    }

    [Fact]
    public void A_rate_too_fast_for_the_samples_has_a_lower_limit_only()
    {
        double[] x = [0, 1, 2, 3, 4, 5], y = [2.5, 0.51, 0.49, 0.5, 0.52, 0.48];
        var profile = new ProfileLikelihood<ExponentialDecay>(
            new(x, y, 0.02), [new(1, 0, 10), new(1, 0, 1e3), new(0, -1, 1)], new FitOptions { SigmaKnown = true });
        ProfileInterval rate = profile.Interval(1);
        Assert.Equal(Identifiability.OpenAbove, rate.Verdict);
        Assert.InRange(rate.Lower, 3, 6);
        Assert.Equal(1e3, rate.Upper);
        Assert.Equal(Identifiability.Identifiable, profile.Interval(0).Verdict);
    }

    [Fact]
    public void Two_parameters_that_enter_as_their_sum_are_not_identifiable()
    {
        double[] x = [1, 2, 3, 4];
        FitParameter[] parameters = [new(1, -5, 5), new(2, -100, 100)];
        var residuals = new FiniteDifferences<FunctionResiduals>(new((t, b) => (b[0] + b[1]) * t, x, [3, 6.1, 8.9, 12], 2), parameters);
        var profile = new ProfileLikelihood<FiniteDifferences<FunctionResiduals>>(residuals, parameters);
        Assert.True(profile.Fit.Converged);
        Assert.Equal(Identifiability.NotIdentifiable, profile.Interval(0).Verdict);
    }

    [Fact]
    public void Profile_intervals_of_a_skewed_parameter_hold_the_truth_in_95_percent_of_simulated_fits()
    {
        var noise = new Gaussian(21);
        int held = 0;
        const int Fits = 400;
        for (int k = 0; k < Fits; k++)
        {
            var profile = new ProfileLikelihood<ExponentialDecay>(
                new(ExponentialDecay.Grid, ExponentialDecay.Draw(noise, 0.3)), [new(2, 0, 20), new(1, 0, 50), new(0.5, -5, 5)]);
            ProfileInterval rate = profile.Interval(1);
            if (rate.Lower <= 1.3 && 1.3 <= rate.Upper) held++;
        }
        Assert.InRange(held / (double)Fits, 0.925, 0.975);
    }

    [Fact]
    public void Many_starts_find_what_one_start_runs_away_from()
    {
        NistProblem problem = NistProblem.All.Single(p => p.Name == "BoxBOD");
        FitParameter[] parameters = [new(1, 0, 1000), new(1, 0.001, 10)];
        var residuals = new FiniteDifferences<FunctionResiduals>(new(problem.Model, problem.X, problem.Y, 2), parameters);
        var solver = new LevenbergMarquardt();
        MultiStartSummary found = MultiStart.Fit(solver, residuals, parameters, starts: 12, seed: 7);
        Assert.Equal(1, found.Best.SumOfSquares / problem.SumOfSquares, 1e-8);
        Assert.InRange(found.Agreeing, 2, 12);
        Assert.Equal(1, solver.Parameters[1] / problem.Certified[1], 1e-6);
    }
}
