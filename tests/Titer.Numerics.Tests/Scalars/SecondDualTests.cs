using CsCheck;

namespace Titer.Numerics.Tests.Scalars;

public sealed class SecondDualTests
{
    private static T F<T>(T x, T y) where T : struct, IScalar<T> =>
        T.Exp(x * 0.3) * T.Log(y + 2.0) / (x * x + 1.0) - T.Sqrt(y) * T.Pow(x + 3.0, 1.7) + (-x) * y * y;

    /// <summary>The derivative in one direction by dual numbers, of the derivative in another by central differences.</summary>
    private static double Mixed(double x, double y, int first, int second)
    {
        const double h = 1e-5;
        double Slope(double a, double b) => F(first == 0 ? Dual.Variable(a, 0) : a, first == 1 ? Dual.Variable(b, 0) : b).Gradient[0];
        return second == 0 ? (Slope(x + h, y) - Slope(x - h, y)) / (2 * h) : (Slope(x, y + h) - Slope(x, y - h)) / (2 * h);
    }

    [Fact]
    public void Values_slopes_and_curvatures_of_any_formula_are_exact() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[0.2, 3]).ForAll(200, point =>
        {
            (double x, double y) = point;
            var second = new SecondOrder(2);
            SecondDual result = F(second.Seed(0, 0, x), second.Seed(0, 1, y));
            var (gradient, seconds, hessian) = (new double[2], new double[second.Stride], new double[4]);
            second.Keep(0, result, gradient, seconds);
            second.AddTo(1, seconds, hessian);
            Assert.Equal(F(new Real(x), new Real(y)).Value, result.Value, 1e-12);
            Assert.Equal(F(Dual.Variable(x, 0), y).Gradient[0], gradient[0], 1e-10);
            Assert.Equal(F(x, Dual.Variable(y, 0)).Gradient[0], gradient[1], 1e-10);
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                {
                    double expected = Mixed(x, y, i, j);
                    Assert.Equal(expected, hessian[2 * i + j], 1e-5 * Math.Max(1, Math.Abs(expected)));
                }
        });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(15)]
    public void A_quadratic_form_of_any_size_has_its_own_matrix_as_Hessian(int n)
    {
        var random = new Gaussian(9);
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random.Next();
        var second = new SecondOrder(n);
        var (gradient, seconds, hessian) = (new double[n], new double[second.Stride], new double[n * n]);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => random.Next())];
        for (int pass = 0; pass < second.Passes; pass++)
        {
            SecondDual sum = 0;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) sum += second.Seed(pass, i, x[i]) * second.Seed(pass, j, x[j]) * (0.5 * matrix[i * n + j]);
            second.Keep(pass, sum, gradient, seconds);
        }
        second.AddTo(1, seconds, hessian);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(Enumerable.Range(0, n).Sum(j => matrix[i * n + j] * x[j]), gradient[i], 1e-12);
            for (int j = 0; j < n; j++) Assert.Equal(matrix[i * n + j], hessian[i * n + j], 1e-12);
        }
    }
}
