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
}
