using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Design.Space;

/// <summary>
/// Parameter vectors drawn from the log-normal distribution of a calibration: exp(ln p + L z), L L' the covariance. The same samples serve at every
/// point of a space (common random numbers), so that neighbouring points differ by the process and not by the draw.
/// </summary>
public static class ParameterSamples
{
    private const double Ridge = 1e-12; // a parameter on a bound has no variance, and its factor no column

    /// <param name="parameters">All parameters, calibrated.</param>
    /// <param name="free">Positions of those that vary.</param>
    /// <param name="covariance">Of their natural logarithms, row-major.</param>
    /// <param name="bounds">Lower and upper bound of each parameter of the model; a sample is moved onto them.</param>
    public static double[][] Draw(ReadOnlySpan<double> parameters, ReadOnlySpan<int> free, ImmutableArray<double> covariance,
        ReadOnlySpan<(double Low, double High)> bounds, int samples, ulong seed)
    {
        int n = free.Length;
        double[] factor = [.. covariance];
        for (int i = 0; i < n; i++) factor[i * n + i] += Ridge;
        if (!Cholesky.Factorise(factor, n)) throw new ArgumentException("The covariance is not positive definite.", nameof(covariance));
        Gaussian random = Gaussian.Stream(seed, "parameters of a design space");
        double[] z = new double[n];
        double[][] drawn = new double[samples][];
        for (int s = 0; s < samples; s++)
        {
            drawn[s] = parameters.ToArray();
            for (int i = 0; i < n; i++) z[i] = random.Next();
            for (int i = 0; i < n; i++)
            {
                double shift = FixedDot.Of(factor.AsSpan(i * n, i + 1), z.AsSpan(0, i + 1));
                (double low, double high) = bounds[free[i]];
                drawn[s][free[i]] = Math.Clamp(drawn[s][free[i]] * Math.Exp(shift), low, high);
            }
        }
        return drawn;
    }
}
