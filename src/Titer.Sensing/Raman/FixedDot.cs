using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Sensing.Raman;

/// <summary>
/// Dot product that gives the same bits on every machine: always four lanes, summed in the same order, whatever vector width the
/// processor has. A vector of the machine's own width would sum in another order on another machine and break replay.
/// </summary>
internal static class FixedDot
{
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> va = MemoryMarshal.Cast<double, Vector256<double>>(a);
        ReadOnlySpan<Vector256<double>> vb = MemoryMarshal.Cast<double, Vector256<double>>(b[..a.Length]);
        Vector256<double> s0 = Vector256<double>.Zero, s1 = Vector256<double>.Zero;
        int i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            s0 += va[i] * vb[i];
            s1 += va[i + 1] * vb[i + 1];
        }
        if (i < va.Length) s0 += va[i] * vb[i];
        s0 += s1;
        double sum = (s0[0] + s0[1]) + (s0[2] + s0[3]);
        for (i = va.Length * 4; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>y += factor * x.</summary>
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<Vector256<double>> vx = MemoryMarshal.Cast<double, Vector256<double>>(x[..y.Length]);
        Span<Vector256<double>> vy = MemoryMarshal.Cast<double, Vector256<double>>(y);
        Vector256<double> f = Vector256.Create(factor);
        for (int i = 0; i < vy.Length; i++) vy[i] += f * vx[i];
        for (int i = vy.Length * 4; i < y.Length; i++) y[i] += factor * x[i];
    }
}
