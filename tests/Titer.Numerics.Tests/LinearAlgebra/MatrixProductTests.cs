using MathNet.Numerics.LinearAlgebra;

namespace Titer.Numerics.Tests.LinearAlgebra;

public class MatrixProductTests
{
    private static double[] Draw(ulong seed, int count)
    {
        var draw = new Gaussian(seed);
        return [.. Enumerable.Range(0, count).Select(_ => draw.Next())];
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 15, 3)]
    [InlineData(8, 16, 256)]
    [InlineData(97, 33, 257)]
    [InlineData(200, 130, 600)]
    public void Every_product_is_that_of_the_textbook(int m, int n, int k)
    {
        double[] a = Draw(1, m * k), b = Draw(2, k * n), c = new double[m * n];
        Matrix<double> x = Matrices.Oracle(a, m, k), y = Matrices.Oracle(b, k, n);
        MatrixProduct.Multiply(a, m, b, n, k, c);
        Matrices.Close(x * y, Matrices.Oracle(c, m, n), 1e-13);
        double[] turned = y.Transpose().ToRowMajorArray();
        MatrixProduct.MultiplyTransposed(a, m, turned, n, k, c);
        Matrices.Close(x * y, Matrices.Oracle(c, m, n), 1e-13);
        double[] lying = x.Transpose().ToRowMajorArray();
        MatrixProduct.TransposedMultiply(lying, m, b, n, k, c);
        Matrices.Close(x * y, Matrices.Oracle(c, m, n), 1e-13);
        var gram = new double[m * m];
        MatrixProduct.Gram(a, m, k, gram);
        Matrices.Close(x * x.Transpose(), Matrices.Oracle(gram, m, m), 1e-13);
        var cross = new double[k * k];
        MatrixProduct.CrossProduct(a, m, k, cross);
        Matrices.Close(x.Transpose() * x, Matrices.Oracle(cross, k, k), 1e-13);
    }

    [Fact]
    public void Each_element_is_the_same_bits_as_the_plain_chain_of_fused_multiply_adds()
    {
        // What makes the product independent of vector width and threads: blocks of 256 along k, each one chain.
        const int m = 150, k = 700;
        double[] a = Draw(4, m * k), c = new double[m * m];
        MatrixProduct.Gram(a, m, k, c);
        for (int i = 0; i < m; i += 13)
            for (int j = 0; j <= i; j += 7)
            {
                double sum = 0;
                for (int k0 = 0; k0 < k; k0 += 256)
                {
                    double block = 0;
                    for (int q = k0; q < Math.Min(k, k0 + 256); q++) block = Math.FusedMultiplyAdd(a[i * k + q], a[j * k + q], block);
                    sum += block;
                }
                Assert.Equal(BitConverter.DoubleToInt64Bits(sum), BitConverter.DoubleToInt64Bits(c[i * m + j]));
            }
    }

    [Fact]
    public void The_dot_product_is_sixteen_lanes_in_a_fixed_order()
    {
        foreach (int n in new[] { 0, 1, 7, 8, 15, 16, 17, 100, 163 })
        {
            double[] a = Draw(5, n), b = Draw(6, n);
            var lanes = new double[16];
            int whole = n / 8 * 8;
            for (int i = 0; i < whole; i++) lanes[i % 16] = Math.FusedMultiplyAdd(a[i], b[i], lanes[i % 16]);
            double[] eight = [.. Enumerable.Range(0, 8).Select(i => lanes[i] + lanes[i + 8])];
            double[] four = [.. Enumerable.Range(0, 4).Select(i => eight[i] + eight[i + 4])];
            double sum = (four[0] + four[1]) + (four[2] + four[3]);
            for (int i = whole; i < n; i++) sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
            Assert.Equal(BitConverter.DoubleToInt64Bits(sum), BitConverter.DoubleToInt64Bits(FixedDot.Of(a, b)));
        }
    }
}
