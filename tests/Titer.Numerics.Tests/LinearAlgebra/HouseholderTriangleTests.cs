using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Titer.Numerics.Tests.LinearAlgebra;

public class HouseholderTriangleTests
{
    private static readonly Gen<(int M, int N, double[] A)> Tall =
        Gen.Select(Gen.Int[1, 10], Gen.Int[0, 15]).SelectMany((n, more) => Matrices.Rows(n + more, n).Select(a => (n + more, n, a)));

    private static Matrix<double> Reduced(double[] a, int m, int n)
    {
        double[] r = [.. a];
        HouseholderTriangle.Reduce(r, m, n, new double[n]);
        return Matrices.Oracle(r, m, n);
    }

    [Fact]
    public void The_triangle_has_the_same_gram_matrix() => Tall.ForAll(500, c =>
    {
        (int m, int n, double[] a) = c;
        Matrix<double> full = Matrices.Oracle(a, m, n), r = Reduced(a, m, n);
        Matrices.Close(full.Transpose() * full, r.Transpose() * r, 1e-13);
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                if (i > j) Assert.Equal(0, r[i, j]);
                else if (i == j) Assert.True(r[i, j] >= 0);
    });

    [Fact]
    public void It_is_the_factor_of_MathNet_up_to_signs() => Tall.ForAll(300, c =>
    {
        (int m, int n, double[] a) = c;
        Matrix<double> full = Matrices.Oracle(a, m, n);
        if (full.ConditionNumber() > 1e6) return;
        Matrices.Close(full.QR().R.SubMatrix(0, n, 0, n).PointwiseAbs(), Reduced(a, m, n).SubMatrix(0, n, 0, n).PointwiseAbs(), 1e-9);
    });

    [Fact]
    public void A_column_of_zeros_and_a_repeated_column_do_no_harm() => Tall.ForAll(200, c =>
    {
        (int m, int n, double[] a) = c;
        for (int i = 0; i < m; i++) (a[i * n], a[i * n + n - 1]) = (0, n > 1 ? a[i * n + n / 2] : 0);
        Matrix<double> full = Matrices.Oracle(a, m, n), r = Reduced(a, m, n);
        Matrices.Close(full.Transpose() * full, r.Transpose() * r, 1e-12);
    });
}
