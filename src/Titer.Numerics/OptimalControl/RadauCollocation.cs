using System.Collections.Immutable;

namespace Titer.Numerics;

/// <summary>
/// Collocation at Radau points, which include the end of the interval: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed.
/// 1996, sec. IV.5. With s points the
/// order is 2 s - 1 at the end; stiffly accurate and L-stable.
/// </summary>
public static class RadauCollocation
{
    /// <summary>Points in (0, 1] for s = 1, 2, 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another number of points.</exception>
    public static ImmutableArray<double> Points(int s) => s switch
    {
        1 => [1],
        2 => [1.0 / 3, 1],
        3 => [(4 - Math.Sqrt(6)) / 10, (4 + Math.Sqrt(6)) / 10, 1],
        _ => throw new ArgumentOutOfRangeException(nameof(s), s, "Radau collocation is there for 1, 2 and 3 points."),
    };

    /// <summary>
    /// Element [j, r] is the derivative at point j + 1 of the Lagrange polynomial that is 1 at point r, with point 0 at the start of the interval:
    /// the
    /// derivative of the interpolating polynomial, times the length of the interval, is the sum over r of [j, r] x_r. s rows, s + 1 columns.
    /// </summary>
    public static double[,] Differentiation(int s)
    {
        double[] points = [0, .. Points(s)];
        var d = new double[s, s + 1];
        for (int j = 1; j <= s; j++)
        {
            for (int r = 0; r <= s; r++)
            {
                // derivative of the product of (t - t_k) / (t_r - t_k), k other than r, at t_j
                double sum = 0;
                for (int left = 0; left <= s; left++)
                {
                    if (left == r) continue;
                    double product = 1 / (points[r] - points[left]);
                    for (int k = 0; k <= s; k++)
                        if (k != r && k != left) product *= (points[j] - points[k]) / (points[r] - points[k]);
                    sum += product;
                }
                d[j - 1, r] = sum;
            }
        }
        return d;
    }
}
