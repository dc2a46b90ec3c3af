using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Householder QR (Golub and Van Loan, alg. 5.2.1) of a tall matrix stored by columns, so that the inner products run along memory.
/// Always four lanes summed in one order: the same bits on every machine.
/// </summary>
internal static class TallQr
{
    /// <summary>
    /// Reduces the first <paramref name="n"/> of <paramref name="total"/> columns of length <paramref name="m"/> and applies the
    /// reflections to the others. Gives R (n x n, row-major, zeros below; rows beyond m are zero) and, in the other columns, Q'b.
    /// </summary>
    public static void Reduce(Span<double> columns, int m, int n, int total, Span<double> r)
    {
        r[..(n * n)].Clear();
        for (int k = 0; k < n && k < m; k++)
        {
            Span<double> v = columns.Slice(k * m + k, m - k);
            double square = Dot(v, v), head = v[0];
            double alpha = head > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
            r[k * n + k] = alpha;
            double scale = alpha * (alpha - head);
            if (scale != 0)
            {
                v[0] = head - alpha;
                scale = 1 / scale;
                for (int j = k + 1; j < total; j++)
                {
                    Span<double> column = columns.Slice(j * m + k, m - k);
                    Add(-Dot(v, column) * scale, v, column);
                }
            }
            for (int j = k + 1; j < n; j++) r[k * n + j] = columns[j * m + k];
        }
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
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
        double sum = s0[0] + s0[1] + (s0[2] + s0[3]);
        for (i = va.Length * 4; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<Vector256<double>> vx = MemoryMarshal.Cast<double, Vector256<double>>(x[..y.Length]);
        Span<Vector256<double>> vy = MemoryMarshal.Cast<double, Vector256<double>>(y);
        Vector256<double> f = Vector256.Create(factor);
        for (int i = 0; i < vy.Length; i++) vy[i] += f * vx[i];
        for (int i = vy.Length * 4; i < y.Length; i++) y[i] += factor * x[i];
    }
}
