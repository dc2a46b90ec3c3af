namespace Titer.Numerics.Tests.Integration;

public class RadauCoefficientsTests
{
    private static double[] Product(double[] a, double[] b) =>
        [.. Enumerable.Range(0, 9).Select(e => Enumerable.Range(0, 3).Sum(k => a[e / 3 * 3 + k] * b[k * 3 + e % 3]))];

    private static void Same(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 2e-14);
    }

    private static readonly double[] Unit = [1, 0, 0, 0, 1, 0, 0, 0, 1];

    private static readonly double[] T =
    [
        RadauCoefficients.T11, RadauCoefficients.T12, RadauCoefficients.T13, RadauCoefficients.T21, RadauCoefficients.T22, RadauCoefficients.T23,
        RadauCoefficients.T31, 1, 0,
    ];

    private static readonly double[] InverseT =
    [
        RadauCoefficients.I11, RadauCoefficients.I12, RadauCoefficients.I13, RadauCoefficients.I21, RadauCoefficients.I22, RadauCoefficients.I23,
        RadauCoefficients.I31, RadauCoefficients.I32, RadauCoefficients.I33,
    ];

    [Fact]
    public void The_matrix_integrates_parabolas_exactly_up_to_each_node()
    {
        double[] c = [RadauCoefficients.C1, RadauCoefficients.C2, 1];
        for (int i = 0; i < 3; i++)
            for (int power = 0; power < 3; power++)
                Assert.Equal(Math.Pow(c[i], power + 1) / (power + 1), Enumerable.Range(0, 3).Sum(j => RadauCoefficients.A[3 * i + j] * Math.Pow(c[j], power)), 1e-15);
    }

    [Fact]
    public void The_inverse_is_the_inverse_and_T_brings_it_to_its_eigenvalues()
    {
        Same(Unit, Product(RadauCoefficients.A, RadauCoefficients.InverseA));
        Same(Unit, Product(T, InverseT));
        double g = RadauCoefficients.Gamma, a = RadauCoefficients.Alpha, b = RadauCoefficients.Beta;
        Same([g, 0, 0, 0, a, -b, 0, b, a], Product(Product(InverseT, RadauCoefficients.InverseA), T));
    }
}
