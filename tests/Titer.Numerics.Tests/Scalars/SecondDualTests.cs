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
            var second = new SecondOrder(2, [F(Dependence.Variable(0), Dependence.Variable(1))]);
            SecondDual result = F(second.Seed(0, 0, x), second.Seed(0, 1, y));
            var (derivatives, hessian) = (new double[second.Size], new double[4]);
            second.Keep(0, result, derivatives);
            second.AddHessian(0, 1, derivatives, hessian, 2);
            Assert.Equal(F(new Real(x), new Real(y)).Value, result.Value, 1e-12);
            Assert.Equal(F(Dual.Variable(x, 0), y).Gradient[0], second.Gradient(0, derivatives), 1e-10);
            Assert.Equal(F(x, Dual.Variable(y, 0)).Gradient[0], second.Gradient(1, derivatives), 1e-10);
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
        var second = new SecondOrder(n, [Form(Dependence.Variable)]);
        var (derivatives, hessian) = (new double[second.Size], new double[n * n]);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => random.Next())];
        for (int pass = 0; pass < second.Passes; pass++) second.Keep(pass, Form(i => second.Seed(pass, i, x[i])), derivatives);
        second.AddHessian(0, 1, derivatives, hessian, n);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(Enumerable.Range(0, n).Sum(j => matrix[i * n + j] * x[j]), second.Gradient(i, derivatives), 1e-12);
            for (int j = 0; j < n; j++) Assert.Equal(matrix[i * n + j], hessian[i * n + j], 1e-12);
        }

        T Form<T>(Func<int, T> variable) where T : struct, IScalar<T>
        {
            T sum = 0;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) sum += variable(i) * variable(j) * (0.5 * matrix[i * n + j]);
            return sum;
        }
    }

    [Fact]
    public void Functions_that_share_a_factor_share_the_lane_of_its_curvatures()
    {
        // x0 xk in function k, an arrow: one lane holds all its curvatures, and the gradients fit beside it in one pass.
        const int n = 9;
        Func<int, Dependence> structure = Dependence.Variable;
        var second = new SecondOrder(n, [.. Enumerable.Range(1, n - 1).Select(k => structure(0) * structure(k) + 3.0 * structure(k))]);
        Assert.Equal(1, second.Passes);
        for (int k = 1; k < n; k++)
        {
            SecondDual result = second.Seed(0, 0, 2) * second.Seed(0, k, 5) + 3.0 * second.Seed(0, k, 5);
            var (derivatives, hessian) = (new double[second.Size], new double[n * n]);
            second.Keep(0, result, derivatives);
            second.AddHessian(k - 1, 1, derivatives, hessian, n);
            Assert.Equal(5, second.Gradient(0, derivatives));
            Assert.Equal(2 + 3, second.Gradient(k, derivatives));
            Assert.Equal(1, hessian[k]);
            Assert.Equal(1, hessian[k * n]);
            Assert.Equal(2, hessian.Count(h => h != 0));
        }
    }

    [Fact]
    public void Dependence_knows_where_a_formula_is_not_linear()
    {
        Dependence x = Dependence.Variable(0), y = Dependence.Variable(1), z = Dependence.Variable(2), f = x * y + 2.0 * z - Dependence.Exp(x) / 3.0;
        Assert.True(f.On(0) && f.On(1) && f.On(2) && !f.On(3));
        Assert.True(f.On(0, 1) && f.On(1, 0) && f.On(0, 0));
        Assert.False(f.On(1, 1) || f.On(0, 2) || f.On(2, 2));
        Assert.True((z / y).On(1, 1) && (z / y).On(2, 1) && !(z / y).On(2, 2));
    }
}
