namespace Titer.Numerics.Tests.OptimalControl;

public sealed class RadauCollocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Polynomials_of_the_degree_of_the_method_are_differentiated_exactly(int s)
    {
        double[] points = [0, .. RadauCollocation.Points(s)];
        double[,] d = RadauCollocation.Differentiation(s);
        for (int power = 0; power <= s; power++)
            for (int j = 0; j < s; j++)
            {
                double slope = 0;
                for (int r = 0; r <= s; r++) slope += d[j, r] * Math.Pow(points[r], power);
                Assert.Equal(power == 0 ? 0 : power * Math.Pow(points[j + 1], power - 1), slope, 1e-12);
            }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    public void The_end_of_a_step_has_order_2s_minus_1(int s, int order)
    {
        // dx/dt = -x by one collocation step of h: the rational approximation of exp(-h).
        double Error(double h)
        {
            double[,] d = RadauCollocation.Differentiation(s);
            var (a, pivots, b) = (new double[s * s], new int[s], new double[s]);
            for (int j = 0; j < s; j++)
            {
                b[j] = -d[j, 0];
                for (int r = 0; r < s; r++) a[j * s + r] = d[j, r + 1] + (j == r ? h : 0);
            }
            Lu.Factorise(a, pivots, s);
            Lu.Solve(a, pivots, b, s);
            return Math.Abs(b[s - 1] - Math.Exp(-h));
        }

        // Error of one step is of the order + 1.
        double h = s < 3 ? 0.02 : 0.04; // smaller ones leave nothing but rounding of three points
        Assert.Equal(order + 1, Math.Log2(Error(2 * h) / Error(h)), 0.1);
    }
}
