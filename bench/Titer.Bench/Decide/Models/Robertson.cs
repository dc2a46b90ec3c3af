using Titer.Numerics;

namespace Titer.Bench.Decide.Models;

/// <summary>Robertson's autocatalytic reaction (Hairer and Wanner, Solving ODEs II, sec. IV.1).</summary>
internal readonly struct Robertson : IOde
{
    public const double End = 1e11;

    public static double[] Start => [1, 0, 0];

    /// <summary>At <see cref="End"/>: Test Set for IVP Solvers, release 2.4.</summary>
    public static readonly double[] Reference = [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050];

    public int States => 3;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        dx[0] = -0.04 * x[0] + 1e4 * x[1] * x[2];
        dx[2] = 3e7 * x[1] * x[1];
        dx[1] = -dx[0] - dx[2];
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        (j[0], j[1], j[2]) = (-0.04, 1e4 * x[2], 1e4 * x[1]);
        (j[3], j[4], j[5]) = (0.04, -1e4 * x[2] - 6e7 * x[1], -1e4 * x[1]);
        (j[6], j[7], j[8]) = (0, 6e7 * x[1], 0);
    }
}
