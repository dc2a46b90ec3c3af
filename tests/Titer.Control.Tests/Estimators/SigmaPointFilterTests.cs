using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using Titer.Control.Estimators;
using Titer.Control.Tests.Controllers;
using Titer.Numerics;

namespace Titer.Control.Tests.Estimators;

public class SigmaPointFilterTests
{
    private const double Hours = 0.25;

    private static double[] Normal(Gaussian g, int n, double scale = 1) => [.. Enumerable.Range(0, n).Select(_ => scale * g.Next())];

    private static double[,] Matrix(Gaussian g, int n)
    {
        var a = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) a[i, j] = (i == j ? 0.9 : 0) + 0.2 * g.Next() / Math.Sqrt(n);
        return a;
    }

    private static Matrix<double> Covariance(SigmaPointFilter filter)
    {
        int n = filter.States;
        var packed = new double[n * (n + 1) / 2];
        filter.Covariance(packed);
        return Matrix<double>.Build.Dense(n, n, (i, j) => packed[Math.Max(i, j) * (Math.Max(i, j) + 1) / 2 + Math.Min(i, j)]);
    }

    private static void Take<T>(SigmaPointFilter filter, T measure, double value, double variance) where T : struct, IMeasurementModel
    {
        (double expected, double spread) = filter.Expect(ref measure);
        filter.Update(value - expected, spread + variance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void On_a_linear_model_it_is_the_Kalman_filter(int n)
    {
        var g = new Gaussian((ulong)n);
        double[,] f = Matrix(g, n);
        double[] mean = Normal(g, n, 5), sigma = [.. Normal(g, n).Select(s => 0.2 + Math.Abs(s))], noise = [.. Normal(g, n).Select(s => 0.1 * Math.Abs(s))];
        var filter = new SigmaPointFilter(mean, sigma);
        var model = new Linear(f, noise, n, [0]);
        Vector<double> m = Vector<double>.Build.Dense(mean.ToArray());
        Matrix<double> p = Matrix<double>.Build.DiagonalOfDiagonalArray([.. sigma.Select(s => s * s)]), fm = Matrix<double>.Build.DenseOfArray(f);
        Matrix<double> q = Matrix<double>.Build.DiagonalOfDiagonalArray([.. noise.Select(s => s * s * Hours)]), identity = Matrix<double>.Build.DenseIdentity(n);
        for (int step = 0; step < 300; step++)
        {
            filter.Predict(ref model, Hours);
            (m, p) = (fm * m, fm * p * fm.Transpose() + q);
            for (int k = 0; k < step % 3; k++)
            {
                double[] h = Normal(g, n);
                double value = 3 * g.Next(), variance = 0.01 + g.Uniform();
                Vector<double> hv = Vector<double>.Build.Dense(h);
                double total = hv * p * hv + variance;
                Vector<double> gain = p * hv / total;
                m += gain * (value - hv * m);
                Matrix<double> rest = identity - gain.ToColumnMatrix() * hv.ToRowMatrix();
                p = rest * p * rest.Transpose() + variance * gain.ToColumnMatrix() * gain.ToRowMatrix(); // Joseph's form
                Take(filter, new Row(h), value, variance);
            }
            Matrix<double> got = Covariance(filter);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(m[i], filter.Mean[i], 1e-9);
                for (int j = 0; j < n; j++) Assert.Equal(p[i, j], got[i, j], 1e-9);
            }
        }
    }

    [Fact]
    public void The_covariance_stays_positive_definite_whatever_is_measured_and_however_exactly() =>
        Gen.Select(Gen.Int[1, 8], Gen.ULong, Gen.Double[0, 8]).ForAll(40, c =>
        {
            (int n, ulong seed, double digits) = c;
            var g = new Gaussian(seed);
            var filter = new SigmaPointFilter(Normal(g, n, 3), [.. Normal(g, n).Select(s => 0.1 + Math.Abs(s))]);
            var linear = new Linear(Matrix(g, n), [.. Enumerable.Repeat(0.05, n)], n, [0]);
            var root = new double[n * n];
            for (int step = 0; step < 200; step++)
            {
                if (g.Uniform() < 0.5) filter.Predict(ref linear, Hours);
                else if (g.Uniform() < 0.5) Take(filter, new Quadratic(Matrix(g, n), Normal(g, n)), g.Next(), Math.Pow(10, -digits));
                else Take(filter, new Row(Normal(g, n)), g.Next(), Math.Pow(10, -digits));
                Covariance(filter).ToRowMajorArray().CopyTo(root, 0);
                Assert.True(Cholesky.Factorise(root, n), $"step {step}");
                Assert.All(filter.Mean.ToArray(), x => Assert.True(double.IsFinite(x)));
            }
        });

    [Fact]
    public void An_exact_reading_of_a_state_leaves_no_doubt_about_it_and_no_less_about_the_others()
    {
        var filter = new SigmaPointFilter([1, 2], [0.5, 0.7]);
        Take(filter, new Row([1, 0]), 1.3, 1e-14);
        Assert.Equal(1.3, filter.Mean[0], 1e-12);
        Assert.InRange(filter.Variance(0), 0, 2e-14);
        Assert.Equal((2, 0.49), (filter.Mean[1], Math.Round(filter.Variance(1), 12)));
    }

    [Fact]
    public void The_mean_of_a_quadratic_is_exact() => Gen.Select(Gen.Int[1, 8], Gen.ULong).ForAll(100, c =>
    {
        (int n, ulong seed) = c;
        var g = new Gaussian(seed);
        var filter = new SigmaPointFilter(Normal(g, n), [.. Normal(g, n).Select(s => 0.1 + Math.Abs(s))]);
        var mix = new Linear(Matrix(g, n), new double[n], n, [0]);
        filter.Predict(ref mix, Hours); // so that the states are correlated
        double[,] a = Matrix(g, n);
        double[] b = Normal(g, n);
        var quadratic = new Quadratic(a, b);
        Matrix<double> p = Covariance(filter), am = Matrix<double>.Build.DenseOfArray(a);
        Vector<double> m = Vector<double>.Build.Dense(filter.Mean.ToArray());
        double exact = m * am * m + Vector<double>.Build.Dense(b) * m + (am * p).Trace();
        Assert.Equal(exact, filter.Expect(ref quadratic).Mean, 1e-9 * (1 + Math.Abs(exact)));
        filter.Predict(ref quadratic, Hours);
        Assert.Equal(exact, filter.Mean[0], 1e-9 * (1 + Math.Abs(exact)));
    });

    [Fact]
    public void Variance_covariance_and_root_agree()
    {
        var g = new Gaussian(3);
        const int n = 7;
        var filter = new SigmaPointFilter(Normal(g, n), [.. Enumerable.Range(1, n).Select(i => 0.1 * i)]);
        var model = new Linear(Matrix(g, n), Normal(g, n, 0.1), n, [0]);
        for (int i = 0; i < 10; i++)
        {
            filter.Predict(ref model, Hours);
            Take(filter, new Row(Normal(g, n)), 0, 0.1);
        }
        Matrix<double> p = Covariance(filter), root = Matrix<double>.Build.Dense(n, n, (i, j) => filter.Root[i * n + j]);
        Assert.True((p - root * root.Transpose()).FrobeniusNorm() < 1e-12);
        for (int i = 0; i < n; i++) Assert.Equal(p[i, i], filter.Variance(i), 1e-13);
    }

    [Fact]
    public void A_bias_that_drives_nothing_is_not_propagated_and_nothing_changes_by_that()
    {
        int[] few = [0], all = [0];
        var sparing = new Growth(false, few);
        var thorough = new Growth(true, all);
        SigmaPointFilter a = new([1, 0.04, 0], [0.1, 0.004, 0.3]), b = new([1, 0.04, 0], [0.1, 0.004, 0.3]);
        var g = new Gaussian(11);
        for (int i = 0; i < 400; i++)
        {
            a.Predict(ref sparing, Hours);
            b.Predict(ref thorough, Hours);
            double reading = 1 + 0.01 * i + 0.1 * g.Next();
            Take(a, new Row([1, 0, 1]), reading, 0.01);
            Take(b, new Row([1, 0, 1]), reading, 0.01);
        }
        Assert.True(few[0] < all[0], $"{few[0]} propagations instead of {all[0]}");
        for (int i = 0; i < 3; i++) Assert.Equal(b.Mean[i], a.Mean[i], 1e-9 * (1 + Math.Abs(b.Mean[i])));
        Assert.True((Covariance(a) - Covariance(b)).FrobeniusNorm() < 1e-9);
    }

    [Fact]
    public void Independent_readings_may_come_in_any_order() => Gen.Select(Gen.ULong, Gen.Shuffle(new[] { 0, 1, 2, 3, 4 })).ForAll(50, c =>
    {
        const int n = 5;
        (ulong seed, int[] order) = c;
        var g = new Gaussian(seed);
        double[] mean = Normal(g, n), sigma = [.. Normal(g, n).Select(s => 0.1 + Math.Abs(s))];
        (double[] H, double Value, double Variance)[] readings = [.. Enumerable.Range(0, 5).Select(_ => (Normal(g, n), g.Next(), 0.01 + g.Uniform()))];
        SigmaPointFilter a = new(mean, sigma), b = new(mean, sigma);
        foreach ((double[] h, double value, double variance) in readings) Take(a, new Row(h), value, variance);
        foreach (int i in order) Take(b, new Row(readings[i].H), readings[i].Value, readings[i].Variance);
        for (int i = 0; i < n; i++) Assert.Equal(a.Mean[i], b.Mean[i], 1e-10);
        Assert.True((Covariance(a) - Covariance(b)).FrobeniusNorm() < 1e-10);
    });

    [Fact]
    public void Restoring_a_copy_goes_on_bit_for_bit()
    {
        var g = new Gaussian(5);
        var model = new Growth(false, [0]);
        var filter = new SigmaPointFilter([1, 0.04, 0], [0.1, 0.004, 0.3]);
        filter.Predict(ref model, Hours);
        Take(filter, new Row([1, 0, 1]), 1.1, 0.01);
        double[] mean = new double[3], root = new double[9];
        filter.CopyTo(mean, root);
        filter.Predict(ref model, Hours);
        double[] first = [.. filter.Mean.ToArray(), .. filter.Root.ToArray()];
        Take(filter, new Row(Normal(g, 3)), 1, 0.01);
        filter.Restore(mean, root);
        filter.Predict(ref model, Hours);
        Assert.Equal(first, (double[])[.. filter.Mean.ToArray(), .. filter.Root.ToArray()]);
    }
}
