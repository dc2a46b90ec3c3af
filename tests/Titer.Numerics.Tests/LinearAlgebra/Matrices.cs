using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Titer.Numerics.Tests.LinearAlgebra;

/// <summary>Random matrices, row-major as the kernels take them, and as MathNet, the outside reference, takes them.</summary>
internal static class Matrices
{
    public static Gen<double[]> Rows(int rows, int columns) => Gen.Double[-10, 10].Array[rows * columns];

    /// <summary>Square matrices with their order, 1 to 12.</summary>
    public static readonly Gen<(int N, double[] A)> Square = Gen.Int[1, 12].SelectMany(n => Rows(n, n).Select(a => (n, a)));

    public static Matrix<double> Oracle(double[] a, int rows, int columns) => DenseMatrix.Build.DenseOfRowMajor(rows, columns, a);

    public static void Close(Matrix<double> expected, Matrix<double> actual, double tolerance) =>
        Assert.True((expected - actual).FrobeniusNorm() <= tolerance * Math.Max(1, expected.FrobeniusNorm()), $"{expected - actual}");
}
