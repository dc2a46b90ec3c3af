using MathNet.Numerics.LinearAlgebra;

namespace Titer.Numerics.Tests.LeastSquares;

public class CovarianceTests
{
    private readonly LevenbergMarquardt _solver = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Intervals_hold_the_truth_in_95_percent_of_simulated_fits(bool sigmaKnown)
    {
        double[] truth = [2, 1.3, 0.5];
        int[] held = new int[3];
        const int Fits = 2000;
        var noise = new Gaussian(11);
        double t = StudentDistribution.Quantile(0.975, sigmaKnown ? double.PositiveInfinity : 37);
        for (int k = 0; k < Fits; k++)
        {
            double[] y = ExponentialDecay.Draw(noise, 0.05);
            FitSummary fit = _solver.Fit(
                new ExponentialDecay(ExponentialDecay.Grid, y, sigmaKnown ? 0.05 : 1), ExponentialDecay.Starts, new FitOptions { SigmaKnown = sigmaKnown });
            Assert.True(fit.Converged);
            for (int i = 0; i < 3; i++)
                if (Math.Abs(_solver.Parameters[i] - truth[i]) < t * _solver.StandardUncertainty(i)) held[i]++;
        }
        Assert.All(held, h => Assert.InRange(h / (double)Fits, 0.935, 0.965));
    }

    [Fact]
    public void Covariance_with_a_prior_is_the_inverse_of_the_sum_of_both_informations()
    {
        double[] a = [1, 0.3, 1, 0.9, 1, 1.4, 1, 2.2], b = [1, 2, 2, 4];
        FitParameter[] parameters = [new(0), new(0, PriorMean: 1, PriorSigma: 0.2)];
        FitSummary fit = _solver.Fit(new LinearResiduals(a, b, 2), parameters, new FitOptions { SigmaKnown = true });
        Matrix<double> j = Matrix<double>.Build.DenseOfRowMajor(4, 2, a), information = j.TransposeThisAndMultiply(j);
        information[1, 1] += 25;
        Matrix<double> covariance = information.Inverse();
        Vector<double> mean = covariance * (j.TransposeThisAndMultiply(Vector<double>.Build.Dense(b)) + Vector<double>.Build.Dense([0, 25.0]));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(mean[i], _solver.Parameters[i], 1e-8);
            for (int k = 0; k < 2; k++) Assert.Equal(covariance[i, k], _solver.Covariance[i * 2 + k], 1e-14);
        }
        Assert.Equal(2 + covariance[1, 1] * 25, fit.DegreesOfFreedom, 1e-12);
        Assert.Equal(covariance[0, 1] / Math.Sqrt(covariance[0, 0] * covariance[1, 1]), _solver.Correlation(0, 1), 1e-12);
    }

    [Fact]
    public void A_prior_and_an_unknown_variance_agree_with_each_other()
    {
        // The residuals in other units: the prior keeps its weight, because the variance is estimated from the data.
        double[] y = ExponentialDecay.Draw(new Gaussian(5), 0.02);
        FitParameter[] parameters = [new(1), new(0.5, PriorMean: 1.2, PriorSigma: 0.03), new(0)];
        _solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), parameters);
        double[] one = [.. _solver.Parameters, .. _solver.Covariance];
        _solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y, 1e-3), parameters);
        double[] other = [.. _solver.Parameters, .. _solver.Covariance];
        Assert.Equal(one, other, (e, v) => Math.Abs(e - v) <= 1e-5 * Math.Abs(e));
    }

    [Fact]
    public void The_condition_number_is_that_of_the_scaled_Jacobian()
    {
        double[] a = [1e6, 0.3, 1e6, 0.9, 1e6, 1.4, 1e6, 2.2];
        _solver.Fit(new LinearResiduals(a, [1, 2, 2, 4], 2), [new(0), new(0)]);
        Matrix<double> j = Matrix<double>.Build.DenseOfRowMajor(4, 2, a).NormalizeColumns(2);
        Assert.Equal(j.ConditionNumber(), _solver.ConditionNumber(), 1e-9);
    }

    [Fact]
    public void Parameters_that_the_data_cannot_tell_apart_have_no_covariance()
    {
        FitSummary fit = _solver.Fit(new LinearResiduals([1, 1, 2, 2, 3, 3], [1, 2, 4], 2), [new(0.1), new(0.4)]);
        Assert.True(fit.Converged, fit.ToString());
        Assert.True(double.IsNaN(_solver.StandardUncertainty(0)));
        Assert.True(_solver.ConditionNumber() > 1e14);
    }
}
