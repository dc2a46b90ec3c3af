using System.Numerics;
using System.Runtime.CompilerServices;

namespace Titer.Numerics.Fourier;

/// <summary>
/// One pass of a Stockham autosort transform, decimation in frequency (C. Van Loan, Computational Frameworks for the Fast Fourier Transform
/// (1992) 1.7): y[q + s (r p + j)] = w^(p j) sum_k x[q + s (p + m k)] exp(-2 pi i j k / r) with q below s, p below m, r the radix and
/// w = exp(-2 pi i / (r m)). Twiddles lie as re, im for j = 1..r-1 of each p.
/// </summary>
internal static class Butterflies<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T HalfRoot2 = Constant(0.70710678118654752440);
    private static readonly T Sin60 = Constant(0.86602540378443864676), Half = Constant(0.5);
    private static readonly T Cos72 = Constant(0.30901699437494742410), Cos144 = Constant(-0.80901699437494742410);
    private static readonly T Sin72 = Constant(0.95105651629515357212), Sin144 = Constant(0.58778525229247312917);

    private static T Constant(double value) => T.CreateChecked(value);

    public static void Pass(int radix, Span<ComplexLanes<T>> from, Span<ComplexLanes<T>> to, int s, int m, ReadOnlySpan<T> twiddles)
    {
        int n = radix * s * m;
        ref ComplexLanes<T> x = ref from[..n][0];
        ref ComplexLanes<T> y = ref to[..n][0];
        switch (radix)
        {
            case 2: Radix2(ref x, ref y, s, m, twiddles); break;
            case 3: Radix3(ref x, ref y, s, m, twiddles); break;
            case 4: Radix4(ref x, ref y, s, m, twiddles); break;
            case 5: Radix5(ref x, ref y, s, m, twiddles); break;
            case 8: Radix8(ref x, ref y, s, m, twiddles); break;
            default: throw new ArgumentOutOfRangeException(nameof(radix), radix, "There is no butterfly of this radix.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ComplexLanes<T> Twiddle(ReadOnlySpan<T> twiddles, int index) =>
        new ComplexLanes<T>(twiddles[2 * index], twiddles[2 * index + 1]);

    private static void Radix2(ref ComplexLanes<T> x, ref ComplexLanes<T> y, int s, int m, ReadOnlySpan<T> twiddles)
    {
        for (int p = 0; p < m; p++)
        {
            ComplexLanes<T> w = Twiddle(twiddles, p);
            for (int q = 0; q < s; q++)
            {
                ComplexLanes<T> a0 = Unsafe.Add(ref x, q + s * p), a1 = Unsafe.Add(ref x, q + s * (p + m));
                ref ComplexLanes<T> b = ref Unsafe.Add(ref y, q + s * 2 * p);
                b = a0 + a1;
                Unsafe.Add(ref b, s) = (a0 - a1) * w;
            }
        }
    }

    private static void Radix3(ref ComplexLanes<T> x, ref ComplexLanes<T> y, int s, int m, ReadOnlySpan<T> twiddles)
    {
        for (int p = 0; p < m; p++)
        {
            ComplexLanes<T> w1 = Twiddle(twiddles, 2 * p), w2 = Twiddle(twiddles, 2 * p + 1);
            for (int q = 0; q < s; q++)
            {
                ref ComplexLanes<T> a = ref Unsafe.Add(ref x, q + s * p);
                ComplexLanes<T> a0 = a, a1 = Unsafe.Add(ref a, s * m), a2 = Unsafe.Add(ref a, 2 * s * m);
                ComplexLanes<T> sum = a1 + a2, mean = a0 - Half * sum, turn = Sin60 * (a1 - a2).MinusI;
                ref ComplexLanes<T> b = ref Unsafe.Add(ref y, q + s * 3 * p);
                b = a0 + sum;
                Unsafe.Add(ref b, s) = (mean + turn) * w1;
                Unsafe.Add(ref b, 2 * s) = (mean - turn) * w2;
            }
        }
    }

    private static void Radix4(ref ComplexLanes<T> x, ref ComplexLanes<T> y, int s, int m, ReadOnlySpan<T> twiddles)
    {
        for (int p = 0; p < m; p++)
        {
            ComplexLanes<T> w1 = Twiddle(twiddles, 3 * p), w2 = Twiddle(twiddles, 3 * p + 1), w3 = Twiddle(twiddles, 3 * p + 2);
            for (int q = 0; q < s; q++)
            {
                ref ComplexLanes<T> a = ref Unsafe.Add(ref x, q + s * p);
                ComplexLanes<T> a0 = a, a1 = Unsafe.Add(ref a, s * m), a2 = Unsafe.Add(ref a, 2 * s * m), a3 = Unsafe.Add(ref a, 3 * s * m);
                ComplexLanes<T> even = a0 + a2, odd = a1 + a3, evenTurn = a0 - a2, oddTurn = (a1 - a3).MinusI;
                ref ComplexLanes<T> b = ref Unsafe.Add(ref y, q + s * 4 * p);
                b = even + odd;
                Unsafe.Add(ref b, s) = (evenTurn + oddTurn) * w1;
                Unsafe.Add(ref b, 2 * s) = (even - odd) * w2;
                Unsafe.Add(ref b, 3 * s) = (evenTurn - oddTurn) * w3;
            }
        }
    }

    private static void Radix5(ref ComplexLanes<T> x, ref ComplexLanes<T> y, int s, int m, ReadOnlySpan<T> twiddles)
    {
        for (int p = 0; p < m; p++)
        {
            ComplexLanes<T> w1 = Twiddle(twiddles, 4 * p), w2 = Twiddle(twiddles, 4 * p + 1);
            ComplexLanes<T> w3 = Twiddle(twiddles, 4 * p + 2), w4 = Twiddle(twiddles, 4 * p + 3);
            for (int q = 0; q < s; q++)
            {
                ref ComplexLanes<T> a = ref Unsafe.Add(ref x, q + s * p);
                ComplexLanes<T> a0 = a, a1 = Unsafe.Add(ref a, s * m), a2 = Unsafe.Add(ref a, 2 * s * m);
                ComplexLanes<T> a3 = Unsafe.Add(ref a, 3 * s * m), a4 = Unsafe.Add(ref a, 4 * s * m);
                ComplexLanes<T> outer = a1 + a4, inner = a2 + a3, outerTurn = (a1 - a4).MinusI, innerTurn = (a2 - a3).MinusI;
                ComplexLanes<T> c1 = a0 + Cos72 * outer + Cos144 * inner, c2 = a0 + Cos144 * outer + Cos72 * inner;
                ComplexLanes<T> s1 = Sin72 * outerTurn + Sin144 * innerTurn, s2 = Sin144 * outerTurn - Sin72 * innerTurn;
                ref ComplexLanes<T> b = ref Unsafe.Add(ref y, q + s * 5 * p);
                b = a0 + (outer + inner);
                Unsafe.Add(ref b, s) = (c1 + s1) * w1;
                Unsafe.Add(ref b, 2 * s) = (c2 + s2) * w2;
                Unsafe.Add(ref b, 3 * s) = (c2 - s2) * w3;
                Unsafe.Add(ref b, 4 * s) = (c1 - s1) * w4;
            }
        }
    }

    private static void Radix8(ref ComplexLanes<T> x, ref ComplexLanes<T> y, int s, int m, ReadOnlySpan<T> twiddles)
    {
        int step = s * m;
        for (int p = 0; p < m; p++)
        {
            ReadOnlySpan<T> w = twiddles.Slice(14 * p, 14);
            for (int q = 0; q < s; q++)
            {
                ref ComplexLanes<T> a = ref Unsafe.Add(ref x, q + s * p);
                // Two transforms of four, of the even and of the odd terms.
                ComplexLanes<T> s0 = a + Unsafe.Add(ref a, 4 * step), d0 = a - Unsafe.Add(ref a, 4 * step);
                ComplexLanes<T> s2 = Unsafe.Add(ref a, 2 * step) + Unsafe.Add(ref a, 6 * step);
                ComplexLanes<T> d2 = (Unsafe.Add(ref a, 2 * step) - Unsafe.Add(ref a, 6 * step)).MinusI;
                ComplexLanes<T> e0 = s0 + s2, e2 = s0 - s2, e1 = d0 + d2, e3 = d0 - d2;
                ComplexLanes<T> s1 = Unsafe.Add(ref a, step) + Unsafe.Add(ref a, 5 * step);
                ComplexLanes<T> d1 = Unsafe.Add(ref a, step) - Unsafe.Add(ref a, 5 * step);
                ComplexLanes<T> s3 = Unsafe.Add(ref a, 3 * step) + Unsafe.Add(ref a, 7 * step);
                ComplexLanes<T> d3 = (Unsafe.Add(ref a, 3 * step) - Unsafe.Add(ref a, 7 * step)).MinusI;
                ComplexLanes<T> o0 = s1 + s3, o2 = (s1 - s3).MinusI, t1 = d1 + d3, t3 = d1 - d3;
                // exp(-i pi/4) and exp(-3 i pi/4).
                ComplexLanes<T> o1 = HalfRoot2 * (t1 + t1.MinusI), o3 = HalfRoot2 * (t3.MinusI - t3);
                ref ComplexLanes<T> b = ref Unsafe.Add(ref y, q + s * 8 * p);
                b = e0 + o0;
                Unsafe.Add(ref b, s) = (e1 + o1) * Twiddle(w, 0);
                Unsafe.Add(ref b, 2 * s) = (e2 + o2) * Twiddle(w, 1);
                Unsafe.Add(ref b, 3 * s) = (e3 + o3) * Twiddle(w, 2);
                Unsafe.Add(ref b, 4 * s) = (e0 - o0) * Twiddle(w, 3);
                Unsafe.Add(ref b, 5 * s) = (e1 - o1) * Twiddle(w, 4);
                Unsafe.Add(ref b, 6 * s) = (e2 - o2) * Twiddle(w, 5);
                Unsafe.Add(ref b, 7 * s) = (e3 - o3) * Twiddle(w, 6);
            }
        }
    }
}
