using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// An amplification curve as a five-parameter sigmoid over a sloping baseline (A.-N. Spiess, C. Feig, C. Ritz, BMC Bioinformatics 9 (2008)
/// 221): F(x) = c + s x + d (1 + u)^-f with u = exp(-b (x - e)), x in cycles. The maximum of its second derivative has a closed form.
/// Parameters in order c, s, d, b, e, f.
/// </summary>
internal readonly struct RichardsCurve(double[] cycles, double[] fluorescence, int count) : IResiduals
{
    public const int ParameterCount = 6;

    public int Count => count;

    public int Parameters => ParameterCount;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        double c = p[0], s = p[1], d = p[2], b = p[3], e = p[4], f = p[5];
        for (int i = 0; i < count; i++)
        {
            double x = cycles[i], u = Math.Exp(-b * (x - e)), log = Math.Log(1 + u), y = Math.Exp(-f * log);
            residuals[i] = c + s * x + d * y - fluorescence[i];
            if (jacobian.IsEmpty) continue;
            double slope = d * f * y * u / (1 + u);
            Span<double> row = jacobian.Slice(i * ParameterCount, ParameterCount);
            row[0] = 1;
            row[1] = x;
            row[2] = y;
            row[3] = slope * (x - e);
            row[4] = -slope * b;
            row[5] = -d * y * log;
        }
    }

    /// <summary>
    /// Cycle of the second-derivative maximum. F'' is proportional to u (f u - 1) (1 + u)^(-f-2), largest where
    /// f^2 u^2 - (3 f + 1) u + 1 = 0; the larger root is the earlier cycle.
    /// </summary>
    public static double SecondDerivativeMaximum(double b, double e, double f) =>
        e - Math.Log((3 * f + 1 + Math.Sqrt(5 * f * f + 6 * f + 1)) / (2 * f * f)) / b;

    /// <summary>Signal above the baseline.</summary>
    public static double Above(ReadOnlySpan<double> p, double x) => p[2] * Math.Pow(1 + Math.Exp(-p[3] * (x - p[4])), -p[5]);
}
