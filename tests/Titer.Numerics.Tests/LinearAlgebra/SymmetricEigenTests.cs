using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace Titer.Numerics.Tests.LinearAlgebra;

public class SymmetricEigenTests
{
    private static void Check(double[] symmetric, int n)
    {
        var values = new double[n];
        var vectors = new double[n * n];
        SymmetricEigen.Of(symmetric, n, values, vectors);
        Matrix<double> v = Matrices.Oracle(vectors, n, n), a = Matrices.Oracle(symmetric, n, n);
        Matrices.Close(Matrix<double>.Build.DenseIdentity(n), v * v.Transpose(), 1e-12 * n);
        Matrices.Close(a, v.Transpose() * Matrix<double>.Build.DenseOfDiagonalArray(values) * v, 1e-13 * n);
        for (int k = 1; k < n; k++) Assert.True(values[k] <= values[k - 1]);
    }

    [Fact]
    public void Eigenvectors_are_orthonormal_and_give_the_matrix_back() => Matrices.Square.ForAll(300, c =>
    {
        Matrix<double> m = Matrices.Oracle(c.A, c.N, c.N);
        Check((m + m.Transpose()).ToRowMajorArray(), c.N);
    });

    [Fact]
    public void A_large_matrix_of_low_rank_and_a_diagonal_one_are_no_exception()
    {
        var draw = new Gaussian(3);
        Matrix<double> x = Matrix<double>.Build.Dense(120, 7, (_, _) => draw.Next());
        Check((x * x.Transpose()).ToRowMajorArray(), 120);
        Check(Matrix<double>.Build.DenseOfDiagonalArray([3, 1, 4, 1, 5, 9, 2, 6]).ToRowMajorArray(), 8);
        Check(new double[25], 5);
    }

    [Fact]
    public void The_values_of_the_second_difference_are_those_of_the_closed_form()
    {
        const int n = 50;
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            a[i * n + i] = 2;
            if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
        }
        var values = new double[n];
        SymmetricEigen.Of(a, n, values, new double[n * n]);
        for (int k = 0; k < n; k++) Assert.Equal(2 - 2 * Math.Cos((n - k) * Math.PI / (n + 1)), values[k], 1e-13);
    }
}
