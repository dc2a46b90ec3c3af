namespace Titer.Numerics;

/// <summary>
/// Local error demanded of a step: a step is accepted when the root mean square over the states of error / (absolute + relative * |x|)
/// is at most 1 (Hairer, Norsett and Wanner, Solving ODEs I, 2nd ed., sec. II.4).
/// </summary>
public readonly record struct Tolerance(double Relative, double Absolute)
{
    public static readonly Tolerance Default = new(1e-8, 1e-10);

    internal double Norm(ReadOnlySpan<double> error, ReadOnlySpan<double> x, ReadOnlySpan<double> next)
    {
        double sum = 0;
        for (int i = 0; i < error.Length; i++)
        {
            double e = error[i] / (Absolute + Relative * Math.Max(Math.Abs(x[i]), Math.Abs(next[i])));
            sum += e * e;
        }
        return Math.Sqrt(sum / error.Length);
    }

    /// <summary>A step over which an explicit Euler step is 1 % of the state, at most the span (sec. II.4, first guess only).</summary>
    internal double InitialStep(ReadOnlySpan<double> x, ReadOnlySpan<double> slope, double span)
    {
        double d0 = 0, d1 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double scale = Absolute + Relative * Math.Abs(x[i]);
            d0 += x[i] / scale * (x[i] / scale);
            d1 += slope[i] / scale * (slope[i] / scale);
        }
        double guess = d0 > 1e-10 && d1 > 1e-10 ? 0.01 * Math.Sqrt(d0 / d1) : 1e-6 * span;
        return Math.Min(guess, span);
    }
}
