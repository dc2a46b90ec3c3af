using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Binding followed by a change of conformation, A + B &lt;-&gt; AB &lt;-&gt; ABx: ka and kd of the first step, ka2 and kd2 (both 1/s) of the second.
/// T. A. Morton, D. G. Myszka, I. M. Chaiken, Anal. Biochem. 227 (1995) 176. States are the fractions AB and ABx.
/// </summary>
internal readonly struct TwoStateOde : IBindingOde
{
    public static string Name => "two-state";
    public static int States => 2;
    public static int Rates => 4;
    public static bool RmaxMatters => false;

    public static void Derivatives<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p, double concentration, Span<T> dx) where T : struct, IScalar<T>
    {
        T changed = p[2] * x[0] - p[3] * x[1];
        dx[0] = p[0] * (T)concentration * ((T)1.0 - x[0] - x[1]) - p[1] * x[0] - changed;
        dx[1] = changed;
    }
}
