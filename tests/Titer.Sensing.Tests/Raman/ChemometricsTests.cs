using Titer.Numerics;
using Titer.Sensing.Raman;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Tests.Raman;

public class ChemometricsTests
{
    private static List<double[]> Centred(List<double[]> rows)
    {
        int p = rows[0].Length;
        double[] mean = [.. Enumerable.Range(0, p).Select(j => rows.Average(r => r[j]))];
        return [.. rows.Select(r => r.Select((v, j) => v - mean[j]).ToArray())];
    }

    private static List<double[]> Fit(List<double[]> x, double[] y, int components) =>
        PartialLeastSquares.Fit(RowMatrix.Of(x), new RowMatrix(y, y.Length, 1), components);

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    [Fact]
    public void With_all_components_PLS_is_least_squares()
    {
        var noise = new Gaussian(1);
        List<double[]> x = Centred([.. Enumerable.Range(0, 30).Select(_ => Enumerable.Range(0, 6).Select(_ => noise.Next()).ToArray())]);
        double[] y = [.. Enumerable.Range(0, 30).Select(_ => noise.Next())];
        double level = y.Average();
        y = [.. y.Select(v => v - level)];
        double[] b = Fit(x, y, 6)[5];
        // Least squares means that the residual is orthogonal to every predictor.
        for (int j = 0; j < 6; j++)
            Assert.Equal(0, Enumerable.Range(0, 30).Sum(i => x[i][j] * (y[i] - Dot(x[i], b))), 1e-9);
    }

    [Fact]
    public void PLS_recovers_a_mixture_without_noise_exactly()
    {
        var draw = new Gaussian(2);
        double[][] pure = [RamanPhysics.Spectrum(RamanPhysics.Glucose), RamanPhysics.Spectrum(RamanPhysics.Lactate), RamanPhysics.Spectrum(RamanPhysics.Water)];
        List<double[]> c = Centred([.. Enumerable.Range(0, 20).Select(_ => new[] { draw.Uniform(0, 30), draw.Uniform(0, 30), draw.Uniform() })]);
        List<double[]> x = [.. c.Select(v => Enumerable.Range(0, RamanPhysics.Channels).Select(i => v[0] * pure[0][i] + v[1] * pure[1][i] + v[2] * pure[2][i]).ToArray())];
        double[] y = [.. c.Select(v => v[0])];
        List<double[]> models = Fit(x, y, 10);
        // Rank three: the third component is the last one that there is, and rounding adds nothing harmful.
        Assert.InRange(models.Count, 3, 10);
        for (int i = 0; i < 20; i++) Assert.Equal(y[i], Dot(x[i], models[^1]), 1e-7);
    }

    [Fact]
    public void Each_component_lowers_the_error_of_the_fit()
    {
        var noise = new Gaussian(3);
        List<double[]> x = Centred([.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 15).Select(_ => noise.Next()).ToArray())]);
        double[] y = [.. x.Select(r => r[0] - 2 * r[3] + 0.5 * noise.Next())];
        double last = double.PositiveInfinity;
        foreach (double[] b in Fit(x, y, 10))
        {
            double error = x.Select((r, i) => Math.Pow(y[i] - Dot(r, b), 2)).Sum();
            Assert.True(error < last + 1e-9);
            last = error;
        }
    }

    [Fact]
    public void Principal_components_are_orthonormal_and_carry_the_variance_of_their_scores()
    {
        var noise = new Gaussian(4);
        List<double[]> x = Centred([.. Enumerable.Range(0, 25).Select(_ => Enumerable.Range(0, 60).Select(j => noise.Next() * (60 - j)).ToArray())]);
        (double[][] loadings, double[] variances) = PrincipalComponents.Of(RowMatrix.Of(x), 8);
        for (int a = 0; a < 8; a++)
        {
            for (int b = 0; b <= a; b++) Assert.Equal(a == b ? 1 : 0, Dot(loadings[a], loadings[b]), 1e-9);
            Assert.Equal(variances[a], x.Sum(r => Math.Pow(Dot(r, loadings[a]), 2)) / 24, 1e-6 * variances[0]);
            if (a > 0) Assert.True(variances[a] <= variances[a - 1]);
        }
    }

    [Fact]
    public void The_derivative_of_a_parabola_is_exact_and_the_water_band_is_read_beside_a_background()
    {
        double[] water = RamanPhysics.Spectrum([new RamanPhysics.Band(1640, 45, 2500)]);
        double[] counts = [.. Enumerable.Range(0, RamanPhysics.Channels).Select(i => 9000 - 3.0 * i + 0.002 * i * i + water[i])];
        var features = new double[RamanPreprocessing.Features];
        Assert.Equal(2500, new RamanPreprocessing().Apply(counts, features), 1e-6);
        for (int i = 0; i < 400; i += 50)
            Assert.Equal((-3 + 0.004 * (i + 5)) / RamanPhysics.Step / 2500, features[i], 1e-9);
    }

    [Fact]
    public void Coefficients_on_counts_do_what_those_on_the_derivative_do()
    {
        var noise = new Gaussian(5);
        double[] counts = [.. Enumerable.Range(0, RamanPhysics.Channels).Select(_ => 10_000 + 10 * noise.Next())];
        double[] b = [.. Enumerable.Range(0, RamanPreprocessing.Features).Select(_ => noise.Next())];
        var features = new double[RamanPreprocessing.Features];
        double water = new RamanPreprocessing().Apply(counts, features);
        double onDerivative = Dot(b, features), onCounts = Dot(RamanPreprocessing.OnCounts(b), counts) / water;
        Assert.Equal(1, onDerivative / onCounts, 1e-9);
    }
}
