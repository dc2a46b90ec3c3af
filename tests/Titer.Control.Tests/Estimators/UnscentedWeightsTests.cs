using MathNet.Numerics.LinearAlgebra;
using Titer.Control.Estimators;
using Titer.Numerics;

namespace Titer.Control.Tests.Estimators;

/// <summary>The unscented weights against the transform as its authors write it: a weighted sum over 2 n + 1 points.</summary>
public class UnscentedWeightsTests
{
    private readonly struct Bend : IStateModel, IMeasurementModel
    {
        public Span<double> Inputs => default;

        public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
        {
            for (int i = 0; i + 1 < x.Length; i++) x[i] = x[i] * x[i + 1] + T.Exp(x[i] * 0.3);
            x[^1] = T.Sqrt(x[^1] * x[^1] + 1.0);
        }

        public bool Drives(int state) => true;

        public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour) => perSquareRootHour.Fill(0.7);

        public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => x[0] * x[^1] + T.Exp(x[0] * 0.5);
    }

    [Theory]
    [InlineData(2, 1, 2, 0)]
    [InlineData(5, 1, 2, 0)]
    [InlineData(5, 0.3, 2, 0)]
    [InlineData(5, 1, 0.5, 4)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(5, 1, 0, -2)] // negative centre weight
    public void Mean_covariance_and_expected_reading_are_those_of_the_weighted_points(int n, double alpha, double beta, double kappa)
    {
        var g = new Gaussian(7);
        double[] mean = [.. Enumerable.Range(0, n).Select(_ => g.Next())], sigma = [.. Enumerable.Range(0, n).Select(i => 0.1 + 0.05 * i)];
        double lambda = alpha * alpha * (n + kappa) - n, spread = Math.Sqrt(n + lambda);
        var points = new List<(double[] X, double Mean, double Covariance)> { (mean, lambda / (n + lambda), lambda / (n + lambda) + 1 - alpha * alpha + beta) };
        for (int i = 0; i < n; i++)
            foreach (double sign in new[] { 1.0, -1 })
            {
                double[] x = [.. mean];
                x[i] += sign * spread * sigma[i];
                points.Add((x, 0.5 / (n + lambda), 0.5 / (n + lambda)));
            }
        var model = default(Bend);
        var filter = new SigmaPointFilter(mean, sigma, SigmaPointWeights.Unscented(n, alpha, beta, kappa));

        double[] read = [.. points.Select(p => model.Read<Real>(p.X.AsSpan().AsReal()).Value)];
        double expected = points.Zip(read, (p, y) => p.Mean * y).Sum();
        double variance = points.Zip(read, (p, y) => p.Covariance * (y - expected) * (y - expected)).Sum();
        (double gotMean, double gotVariance) = filter.Expect(ref model);
        Assert.Equal(expected, gotMean, 1e-10);
        Assert.Equal(variance, gotVariance, 1e-10);

        foreach ((double[] x, _, _) in points.Skip(1)) model.Propagate(x.AsSpan().AsReal(), 1);
        double[] centre = [.. mean];
        model.Propagate(centre.AsSpan().AsReal(), 1);
        points[0] = (centre, points[0].Mean, points[0].Covariance);
        Vector<double> m = points.Select(p => p.Mean * Vector<double>.Build.Dense(p.X)).Aggregate((a, b) => a + b);
        Matrix<double> c = points.Select(p => p.Covariance * (Vector<double>.Build.Dense(p.X) - m).OuterProduct(Vector<double>.Build.Dense(p.X) - m))
            .Aggregate((a, b) => a + b) + 0.49 * Matrix<double>.Build.DenseIdentity(n);
        filter.Predict(ref model, 1);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(m[i], filter.Mean[i], 1e-10);
            for (int j = 0; j < n; j++)
                Assert.Equal(c[i, j], FixedDot.Of(filter.Root.Slice(i * n, n), filter.Root.Slice(j * n, n)), 1e-9);
        }
    }

    [Fact]
    public void Where_negative_weights_would_make_the_covariance_negative_the_root_stays_real()
    {
        var model = default(Bare);
        var filter = new SigmaPointFilter([0, 0, 0, 0, 0], [1, 1, 1, 1, 1], SigmaPointWeights.Unscented(5, 1, 0, -2));
        for (int i = 0; i < 20; i++)
        {
            filter.Predict(ref model, 1);
            Assert.All(filter.Root.ToArray(), s => Assert.True(double.IsFinite(s)));
            (double _, double variance) = filter.Expect(ref model);
            Assert.True(variance >= 0);
        }
    }

    /// <summary>All curvature and no noise: the plain transform gives x0 a variance of 3/3 5 - (5/3)^2 ... below zero.</summary>
    private readonly struct Bare : IStateModel, IMeasurementModel
    {
        public Span<double> Inputs => default;

        public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int i = 0; i < x.Length; i++) sum += x[i] * x[i];
            x[0] = sum * 0.1;
        }

        public bool Drives(int state) => true;

        public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour) => perSquareRootHour.Clear();

        public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => x[0] * x[0] + x[1] * x[1];
    }
}
