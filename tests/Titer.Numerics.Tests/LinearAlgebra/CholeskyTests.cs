using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Titer.Numerics.Tests.LinearAlgebra;

public class CholeskyTests
{
    [Fact]
    public void The_factor_is_lower_triangular_and_its_product_is_the_matrix() => Matrices.Square.ForAll(500, c =>
    {
        (int n, double[] a) = c;
        Matrix<double> m = Matrices.Oracle(a, n, n), definite = m * m.Transpose() + Matrix<double>.Build.DenseIdentity(n);
        double[] l = definite.ToRowMajorArray();
        Assert.True(Cholesky.Factorise(l, n));
        Matrix<double> factor = Matrices.Oracle(l, n, n);
        Assert.Equal(factor, factor.LowerTriangle());
        Matrices.Close(definite, factor * factor.Transpose(), 1e-13);
        Matrices.Close(definite.Cholesky().Factor, factor, 1e-10);
    });

    [Fact]
    public void With_the_factor_a_system_is_solved() => Matrices.Square.ForAll(200, c =>
    {
        (int n, double[] a) = c;
        Matrix<double> m = Matrices.Oracle(a, n, n), definite = m * m.Transpose() + Matrix<double>.Build.DenseIdentity(n);
        double[] l = definite.ToRowMajorArray(), truth = [.. Enumerable.Range(1, n).Select(i => 1.0 / i)];
        double[] b = (definite * Vector<double>.Build.Dense(truth)).ToArray();
        Assert.True(Cholesky.Factorise(l, n));
        Cholesky.Solve(l, b, n);
        for (int i = 0; i < n; i++) Assert.Equal(truth[i], b[i], 1e-8);
    });

    [Fact]
    public void Only_the_lower_triangle_is_read()
    {
        double[] a = [4, 99, 2, 5];
        Assert.True(Cholesky.Factorise(a, 2));
        Assert.Equal([2, 0, 1, 2], a);
    }

    [Fact]
    public void An_indefinite_matrix_is_reported() => Matrices.Square.ForAll(500, c =>
    {
        (int n, double[] a) = c;
        Matrix<double> m = Matrices.Oracle(a, n, n), symmetric = m + m.Transpose();
        double smallest = symmetric.Evd(Symmetricity.Symmetric).EigenValues.Min(e => e.Real);
        if (Math.Abs(smallest) < 1e-9) return;
        Assert.Equal(smallest > 0, Cholesky.Factorise(symmetric.ToRowMajorArray(), n));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_diagonal_that_is_not_positive_and_finite_is_reported(double diagonal) => Assert.False(Cholesky.Factorise([1, 0, 0, diagonal], 2));
}
