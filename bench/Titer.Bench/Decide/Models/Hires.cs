using Titer.Numerics;

namespace Titer.Bench.Decide.Models;

/// <summary>HIRES, photomorphogenesis of plants, eight reactions (Schaefer 1975; Test Set for IVP Solvers, release 2.4, II-1).</summary>
internal readonly struct Hires : IOde
{
    public const double End = 321.8122;

    public static double[] Start => [1, 0, 0, 0, 0, 0, 0, 0.0057];

    /// <summary>At <see cref="End"/>: Test Set for IVP Solvers, release 2.4 (RADAU5 in quadruple precision).</summary>
    public static readonly double[] Reference =
    [
        0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
        0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
    ];

    public int States => 8;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        double pair = 280 * x[5] * x[7];
        dx[0] = -1.71 * x[0] + 0.43 * x[1] + 8.32 * x[2] + 0.0007;
        dx[1] = 1.71 * x[0] - 8.75 * x[1];
        dx[2] = -10.03 * x[2] + 0.43 * x[3] + 0.035 * x[4];
        dx[3] = 8.32 * x[1] + 1.71 * x[2] - 1.12 * x[3];
        dx[4] = -1.745 * x[4] + 0.43 * (x[5] + x[6]);
        dx[5] = -pair + 0.69 * x[3] + 1.71 * x[4] - 0.43 * x[5] + 0.69 * x[6];
        dx[6] = pair - 1.81 * x[6];
        dx[7] = -dx[6];
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        j.Clear();
        (j[0], j[1], j[2]) = (-1.71, 0.43, 8.32);
        (j[8], j[9]) = (1.71, -8.75);
        (j[18], j[19], j[20]) = (-10.03, 0.43, 0.035);
        (j[25], j[26], j[27]) = (8.32, 1.71, -1.12);
        (j[36], j[37], j[38]) = (-1.745, 0.43, 0.43);
        double a = 280 * x[7], b = 280 * x[5];
        (j[43], j[44], j[45], j[46], j[47]) = (0.69, 1.71, -a - 0.43, 0.69, -b);
        (j[53], j[54], j[55]) = (a, -1.81, b);
        (j[61], j[62], j[63]) = (-a, 1.81, -b);
    }
}
