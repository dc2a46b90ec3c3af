using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Dot product that gives the same bits on every machine: always sixteen lanes of fused multiply-adds, summed in the same order,
/// whatever vector width the processor has (a narrower one works on parts of a vector). A vector of the machine's own width would
/// sum in another order on another machine and break replay.
/// </summary>
public static class FixedDot
{
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector512<double>> va = MemoryMarshal.Cast<double, Vector512<double>>(a);
        ReadOnlySpan<Vector512<double>> vb = MemoryMarshal.Cast<double, Vector512<double>>(b[..a.Length]);
        Vector512<double> s0 = Vector512<double>.Zero, s1 = Vector512<double>.Zero;
        int i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            s0 = Vector512.FusedMultiplyAdd(va[i], vb[i], s0);
            s1 = Vector512.FusedMultiplyAdd(va[i + 1], vb[i + 1], s1);
        }
        if (i < va.Length) s0 = Vector512.FusedMultiplyAdd(va[i], vb[i], s0);
        s0 += s1;
        Vector256<double> half = s0.GetLower() + s0.GetUpper();
        double sum = (half[0] + half[1]) + (half[2] + half[3]);
        for (i = va.Length * 8; i < a.Length; i++) sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        return sum;
    }

    /// <summary>y += factor * x.</summary>
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<Vector512<double>> vx = MemoryMarshal.Cast<double, Vector512<double>>(x[..y.Length]);
        Span<Vector512<double>> vy = MemoryMarshal.Cast<double, Vector512<double>>(y);
        Vector512<double> f = Vector512.Create(factor);
        for (int i = 0; i < vy.Length; i++) vy[i] = Vector512.FusedMultiplyAdd(f, vx[i], vy[i]);
        for (int i = vy.Length * 8; i < y.Length; i++) y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
    }

    /// <summary>x *= factor.</summary>
    public static void Scale(double factor, Span<double> x)
    {
        Span<Vector512<double>> vx = MemoryMarshal.Cast<double, Vector512<double>>(x);
        for (int i = 0; i < vx.Length; i++) vx[i] *= factor;
        for (int i = vx.Length * 8; i < x.Length; i++) x[i] *= factor;
    }

    /// <summary>The plane rotation (x, y) = (c x - s y, s x + c y).</summary>
    public static void Rotate(Span<double> x, Span<double> y, double c, double s)
    {
        Span<Vector512<double>> vx = MemoryMarshal.Cast<double, Vector512<double>>(x), vy = MemoryMarshal.Cast<double, Vector512<double>>(y);
        for (int i = 0; i < vx.Length; i++) (vx[i], vy[i]) = (c * vx[i] - s * vy[i], s * vx[i] + c * vy[i]);
        for (int i = vx.Length * 8; i < x.Length; i++) (x[i], y[i]) = (c * x[i] - s * y[i], s * x[i] + c * y[i]);
    }
}
