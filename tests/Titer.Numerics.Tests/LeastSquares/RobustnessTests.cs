namespace Titer.Numerics.Tests.LeastSquares;

public class RobustnessTests
{
    private readonly LevenbergMarquardt _solver = new();

    public static TheoryData<RobustLoss> Losses => [RobustLoss.Huber(), RobustLoss.SoftL1(), RobustLoss.Cauchy(), RobustLoss.Huber(0.02), RobustLoss.Cauchy(0.02)];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_tenth_of_outliers_moves_least_squares_but_not_the_robust_fit(RobustLoss loss)
    {
        double[] y = ExponentialDecay.Draw(new Gaussian(8), 0.02);
        foreach (int i in (int[])[7, 19, 28, 35]) y[i] += 1.5;
        _solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), ExponentialDecay.Starts);
        double plain = Math.Abs(_solver.Parameters[2] - 0.5);
        FitSummary fit = _solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), ExponentialDecay.Starts, new FitOptions { Loss = loss });
        Assert.True(fit.Converged, fit.ToString());
        Assert.True(plain > 0.1);
        Assert.True(Math.Abs(_solver.Parameters[2] - 0.5) < 0.03);
        Assert.InRange(fit.Scale, 0.013, 0.04);
        Assert.True(_solver.StandardUncertainty(2) < 0.03);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Without_outliers_robust_uncertainties_hold_the_truth_in_95_percent_of_fits(RobustLoss loss)
    {
        var noise = new Gaussian(9);
        int held = 0;
        const int Fits = 600;
        for (int k = 0; k < Fits; k++)
        {
            _solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, ExponentialDecay.Draw(noise, 0.02)), ExponentialDecay.Starts, new FitOptions { Loss = loss });
            if (Math.Abs(_solver.Parameters[1] - 1.3) < 2.03 * _solver.StandardUncertainty(1)) held++;
        }
        Assert.InRange(held / (double)Fits, 0.92, 0.975);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Residuals_that_are_not_finite_end_with_a_status(double bad)
    {
        double[] y = ExponentialDecay.Draw(new Gaussian(8), 0.02);
        y[3] = bad;
        FitSummary fit = _solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), ExponentialDecay.Starts);
        Assert.Equal(FitStatus.NonFinite, fit.Status);
        Assert.True(double.IsNaN(_solver.StandardUncertainty(0)));
        Assert.Equal(FitStatus.NonFinite, _solver.Fit(new ExponentialDecay([0, 1, 2, 3], [1, 2, 3, 4]), [new(double.NaN), new(1), new(1)]).Status);
    }

    [Fact]
    public void A_region_without_values_is_stepped_around()
    {
        // sqrt of a negative number right of the start; the minimum lies at its edge.
        double[] x = [0.5, 1, 2, 4];
        FitParameter[] parameters = [new(5), new(3)];
        var residuals = new FiniteDifferences<FunctionResiduals>(new((t, b) => Math.Sqrt(b[0] - 0.9) * t + Math.Log(b[1]), x, [0.16, 0.31, 0.64, 1.26], 2), parameters);
        FitSummary fit = _solver.Fit(residuals, parameters);
        Assert.True(fit.Converged, fit.ToString());
        Assert.Equal(1.0, _solver.Parameters[0], 0.02);
    }

    [Fact]
    public void A_wrong_Jacobian_ends_as_stalled_and_not_in_a_loop()
    {
        FitSummary fit = _solver.Fit(new WrongJacobian(), [new(3), new(4)]);
        Assert.False(fit.Converged);
        Assert.True(fit.Iterations <= 500);
    }

    [Fact]
    public void Fewer_residuals_than_parameters_end_with_a_status_and_no_covariance()
    {
        FitSummary fit = _solver.Fit(new LinearResiduals([1, 2, 3], [6], 3), [new(0), new(0), new(0)]);
        Assert.True(fit.Converged, fit.ToString());
        Assert.Equal(0, fit.SumOfSquares, 1e-12);
        Assert.True(double.IsNaN(_solver.StandardUncertainty(1)));
    }

    [Fact]
    public void A_repeated_fit_allocates_nothing_and_gives_the_same_bits()
    {
        double[] y = ExponentialDecay.Draw(new Gaussian(8), 0.02);
        FitParameter[] parameters = [new(1, 0, 10), new(0.5, 0, 10), new(0, -1, 1, 0.5, 0.1)];
        var options = new FitOptions { Loss = RobustLoss.Huber() };
        var residuals = new ExponentialDecay(ExponentialDecay.Grid, y);
        _solver.Fit(residuals, parameters, options);
        double[] first = [.. _solver.Parameters, .. _solver.Covariance];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) _solver.Fit(residuals, parameters, options);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(first, (double[])[.. _solver.Parameters, .. _solver.Covariance]);
    }

    private readonly struct WrongJacobian : IResiduals
    {
        public int Count => 3;
        public int Parameters => 2;

        public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
        {
            residuals[0] = p[0] - 1;
            residuals[1] = p[1] - 2;
            residuals[2] = 1;
            if (jacobian.IsEmpty) return;
            jacobian.Clear();
            jacobian[0] = -1;
            jacobian[3] = -1;
        }
    }
}
