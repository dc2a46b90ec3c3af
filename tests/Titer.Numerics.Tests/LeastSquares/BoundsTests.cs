using CsCheck;

namespace Titer.Numerics.Tests.LeastSquares;

public class BoundsTests
{
    private static readonly Gen<(int N, double[] A, double[] B)> Problems =
        from n in Gen.Int[1, 6]
        from a in Gen.Double[-1, 1].Select(v => Math.Round(v, 6)).Array[(n + 4) * n]
        from b in Gen.Double[-3, 3].Array[n + 4]
        select (n, a, b);

    [Fact]
    public void The_solution_in_a_box_satisfies_the_conditions_of_Karush_Kuhn_and_Tucker() => Problems.ForAll(2000, c =>
    {
        (int n, double[] a, double[] b) = c;
        FitParameter[] box = [.. Enumerable.Range(0, n).Select(i => new FitParameter(0.2, -0.3 - 0.1 * i, 0.5))];
        var solver = new LevenbergMarquardt();
        FitSummary fit = solver.Fit(new LinearResiduals(a, b, n), box);
        Assert.True(fit.Converged, fit.ToString());
        double scale = Math.Sqrt(fit.SumOfSquares);
        for (int j = 0; j < n; j++)
        {
            double gradient = 0, norm = 0, p = solver.Parameters[j];
            for (int i = 0; i < b.Length; i++)
            {
                gradient += a[i * n + j] * solver.Residuals[i];
                norm += a[i * n + j] * a[i * n + j];
            }
            if (norm > 0) gradient /= Math.Sqrt(norm) * scale;
            Assert.InRange(p, box[j].Lower, box[j].Upper);
            if (p == box[j].Lower) Assert.True(gradient > -1e-6);
            else if (p == box[j].Upper) Assert.True(gradient < 1e-6);
            else Assert.Equal(0, gradient, 1e-6);
            Assert.True(!solver.IsAtBound(j) || double.IsNaN(solver.StandardUncertainty(j)));
            if (p > box[j].Lower && p < box[j].Upper) Assert.False(solver.IsAtBound(j));
        }
    });

    [Fact]
    public void A_parameter_on_its_bound_leaves_the_uncertainty_of_the_others_as_if_it_were_fixed_there()
    {
        double[] y = ExponentialDecay.Draw(new Gaussian(3), 0.02);
        var solver = new LevenbergMarquardt();
        solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), [new(1), new(0.5), new(0, 0, 0.4)]);
        Assert.True(solver.IsAtBound(2));
        double[] bounded = solver.Covariance.ToArray();
        solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), [new(1), new(0.5), new(0.4, 0.4, 0.4)]);
        Assert.False(solver.IsAtBound(2));
        for (int i = 0; i < 9; i++) Assert.Equal(solver.Covariance[i], bounded[i], 1e-6 * Math.Abs(solver.Covariance[i]));
        Assert.True(bounded[0] > 0 && bounded[8] == 0);
    }

    [Fact]
    public void A_start_on_the_wrong_bound_is_left_again()
    {
        double[] y = [.. ExponentialDecay.Grid.Select(x => 2 * Math.Exp(-1.3 * x) + 0.5)];
        var solver = new LevenbergMarquardt();
        FitSummary fit = solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), [new(10, 0, 10), new(0, 0, 5), new(-1, -1, 1)]);
        Assert.True(fit.Converged);
        Assert.Equal([2, 1.3, 0.5], solver.Parameters.ToArray(), (e, v) => Math.Abs(e - v) < 1e-9);
    }

    [Fact]
    public void A_start_outside_its_bounds_is_moved_onto_them_and_equal_bounds_fix()
    {
        double[] y = ExponentialDecay.Draw(new Gaussian(3), 0.02);
        var solver = new LevenbergMarquardt();
        Assert.True(solver.Fit(new ExponentialDecay(ExponentialDecay.Grid, y), [new(-5, 0, 10), new(1.3, 1.3, 1.3), new(9, 0, 1)]).Converged);
        Assert.Equal(1.3, solver.Parameters[1]);
        Assert.Equal(0, solver.StandardUncertainty(1));
    }
}
