using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Titer.Numerics.Tests.LinearAlgebra;

public sealed class PaddedRowsTests
{
    private static double[] Pad(double[] a, int rows, int columns)
    {
        int width = PaddedRows.Width(columns);
        var padded = new double[rows * width];
        for (int i = 0; i < rows; i++) a.AsSpan(i * columns, columns).CopyTo(padded.AsSpan(i * width));
        return padded;
    }

    [Fact]
    public void Products_with_a_matrix_and_its_transpose_agree_with_MathNet() =>
        Matrices.Square.SelectMany(m => Matrices.Rows(m.N, m.N).Select(b => (m.N, m.A, b))).ForAll(200, c =>
        {
            (int n, double[] a, double[] b) = c;
            int width = PaddedRows.Width(n);
            double[] factor = Pad(a, n, n), other = Pad(b, n, n), straight = new double[n * width], turned = new double[n * width];
            PaddedRows.AddProduct(factor, width, 1, n, n, other, straight, width);
            PaddedRows.AddProduct(factor, 1, width, n, n, other, turned, width);
            Matrix<double> left = Matrices.Oracle(a, n, n), right = Matrices.Oracle(b, n, n), expected = left * right, transposed = left.Transpose() * right;
            double size = Math.Max(1, left.L2Norm() * right.L2Norm());
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    Assert.Equal(expected[i, j], straight[i * width + j], 1e-13 * size);
                    Assert.Equal(transposed[i, j], turned[i * width + j], 1e-13 * size);
                }
                for (int j = n; j < width; j++) Assert.Equal(0, straight[i * width + j]);
            }
        });

    [Fact]
    public void Factors_solve_for_columns_and_with_the_transpose_as_MathNet_does() =>
        Matrices.Square.SelectMany(m => Matrices.Rows(m.N, 3).Select(b => (m.N, m.A, b))).ForAll(300, c =>
        {
            (int n, double[] a, double[] b) = c;
            Matrix<double> oracle = Matrices.Oracle(a, n, n);
            double condition = oracle.ConditionNumber();
            if (!(condition < 1e8)) return;
            var lu = new PaddedLu(n, 2);
            Pad(a, n, n).CopyTo(lu.Matrix(1));
            Assert.True(lu.Factorise(1));
            int width = PaddedRows.Width(3);
            double[] many = Pad(b, n, 3), turned = new double[lu.Stride];
            for (int i = 0; i < n; i++) turned[i] = b[3 * i];
            Vector<double> transposed = oracle.Transpose().LU().Solve(DenseVector.OfArray(turned[..n]));
            lu.Solve(1, many, width);
            lu.SolveTransposed(1, turned);
            for (int i = 0; i < n; i++) Assert.Equal(transposed[i], turned[i], 1e-12 * condition * Math.Max(1, transposed.InfinityNorm()));
            for (int column = 0; column < 3; column++)
            {
                Vector<double> expected = oracle.LU().Solve(DenseVector.OfEnumerable(Enumerable.Range(0, n).Select(i => b[3 * i + column])));
                for (int i = 0; i < n; i++)
                    Assert.Equal(expected[i], many[i * width + column], 1e-12 * condition * Math.Max(1, expected.InfinityNorm()));
            }
        });

    [Theory]
    [InlineData(1.0, 2.0, 2.0, 4.0)]
    [InlineData(double.NaN, 1.0, 1.0, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0, 1.0, 1.0)]
    public void A_singular_matrix_or_one_that_is_not_finite_is_reported(double a, double b, double c, double d)
    {
        var lu = new PaddedLu(2, 1);
        Pad([a, b, c, d], 2, 2).CopyTo(lu.Matrix(0));
        Assert.False(lu.Factorise(0));
    }
}
