using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Titer.Numerics.Tests.LinearAlgebra;

public class LuTests
{
    [Fact]
    public void Solutions_agree_with_MathNet() => Matrices.Square.SelectMany(m => Matrices.Rows(m.N, 1).Select(b => (m.N, m.A, b))).ForAll(500, c =>
    {
        (int n, double[] a, double[] b) = c;
        Matrix<double> oracle = Matrices.Oracle(a, n, n);
        if (oracle.Determinant() == 0) return;
        Vector<double> expected = oracle.LU().Solve(DenseVector.OfArray(b));
        double[] lu = [.. a], x = [.. b];
        int[] pivots = new int[n];
        Assert.True(Lu.Factorise(lu, pivots, n));
        Lu.Solve(lu, pivots, x, n);
        double condition = oracle.ConditionNumber();
        for (int i = 0; i < n; i++) Assert.Equal(expected[i], x[i], 1e-13 * condition * Math.Max(1, expected.InfinityNorm()));
        // backward stable: the residual is small whatever the condition
        Assert.True((oracle * DenseVector.OfArray(x) - DenseVector.OfArray(b)).L2Norm() <= 1e-12 * (oracle.L2Norm() * expected.L2Norm() + 1));
    });

    [Fact]
    public void Several_right_hand_sides_are_solved_with_the_same_factors() =>
        Matrices.Square.SelectMany(m => Matrices.Rows(m.N, 3).Select(b => (m.N, m.A, b))).ForAll(200, c =>
        {
            (int n, double[] a, double[] b) = c;
            Matrix<double> oracle = Matrices.Oracle(a, n, n);
            double condition = oracle.ConditionNumber();
            if (!(condition < 1e8)) return;
            double[] lu = [.. a], many = [.. b];
            int[] pivots = new int[n];
            Assert.True(Lu.Factorise(lu, pivots, n));
            Lu.SolveMany(lu, pivots, many, n, 3);
            for (int column = 0; column < 3; column++)
            {
                double[] one = [.. Enumerable.Range(0, n).Select(i => b[3 * i + column])];
                Lu.Solve(lu, pivots, one, n);
                for (int i = 0; i < n; i++) Assert.Equal(one[i], many[3 * i + column], 1e-12 * condition * Math.Max(1, Math.Abs(one[i])));
            }
        });

    [Fact]
    public void A_zero_on_the_diagonal_is_pivoted_away()
    {
        double[] a = [0, 2, 1, 0], x = [4, 3];
        int[] pivots = new int[2];
        Assert.True(Lu.Factorise(a, pivots, 2));
        Lu.Solve(a, pivots, x, 2);
        Assert.Equal([3, 2], x);
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.0, 0.0)]
    [InlineData(1.0, 2.0, 2.0, 4.0)]
    [InlineData(0.0, 5.0, 0.0, 3.0)]
    [InlineData(double.NaN, 1.0, 1.0, 1.0)]
    [InlineData(1.0, 1.0, double.NaN, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0, 1.0, 1.0)]
    public void A_singular_matrix_or_one_that_is_not_finite_is_reported(double a, double b, double c, double d) =>
        Assert.False(Lu.Factorise([a, b, c, d], new int[2], 2));

    [Fact]
    public void A_column_of_zeros_is_reported_wherever_it_stands() => Matrices.Square.ForAll(200, c =>
    {
        (int n, double[] a) = c;
        for (int column = 0; column < n; column++)
        {
            double[] singular = [.. a];
            for (int i = 0; i < n; i++) singular[i * n + column] = 0;
            Assert.False(Lu.Factorise(singular, new int[n], n));
        }
    });
}
