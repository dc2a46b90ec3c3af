namespace Titer.Numerics;

/// <summary>
/// <see cref="Lu"/> for a small dense complex matrix, row-major, its real and imaginary parts in two arrays. Pivots are chosen by
/// |re| + |im|, within a factor of sqrt(2) of the modulus and without its square root (as LAPACK's izamax does).
/// </summary>
public static class ComplexLu
{
    /// <summary>Factorises in place; false when a pivot is zero or not finite. Pivots are kept as their reciprocals.</summary>
    public static bool Factorise(Span<double> re, Span<double> im, Span<int> pivots, int n)
    {
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            double largest = Math.Abs(re[k * n + k]) + Math.Abs(im[k * n + k]);
            for (int i = k + 1; i < n; i++)
            {
                double candidate = Math.Abs(re[i * n + k]) + Math.Abs(im[i * n + k]);
                if (candidate > largest) (largest, pivot) = (candidate, i);
            }
            if (!(largest > 0) || double.IsInfinity(largest)) return false;
            pivots[k] = pivot;
            Span<double> pivotRe = re.Slice(k * n, n), pivotIm = im.Slice(k * n, n);
            if (pivot != k)
            {
                Swap(pivotRe, re.Slice(pivot * n, n));
                Swap(pivotIm, im.Slice(pivot * n, n));
            }
            double a = pivotRe[k], b = pivotIm[k], scale = 1 / (a * a + b * b);
            (double inverseRe, double inverseIm) = (pivotRe[k], pivotIm[k]) = (a * scale, -b * scale);
            for (int i = k + 1; i < n; i++)
            {
                Span<double> rowRe = re.Slice(i * n, n), rowIm = im.Slice(i * n, n);
                double c = rowRe[k], d = rowIm[k];
                if (c == 0 && d == 0) continue;
                double p = rowRe[k] = c * inverseRe - d * inverseIm, q = rowIm[k] = c * inverseIm + d * inverseRe;
                for (int j = k + 1; j < rowRe.Length && j < rowIm.Length && j < pivotRe.Length && j < pivotIm.Length; j++)
                {
                    double u = pivotRe[j], v = pivotIm[j];
                    rowRe[j] -= p * u - q * v;
                    rowIm[j] -= p * v + q * u;
                }
            }
        }
        return true;
    }

    /// <summary>
    /// Solves with the factors of <see cref="Factorise"/>; (<paramref name="x"/>, <paramref name="y"/>), the right-hand side, becomes the solution.
    /// </summary>
    public static void Solve(ReadOnlySpan<double> re, ReadOnlySpan<double> im, ReadOnlySpan<int> pivots, Span<double> x, Span<double> y, int n)
    {
        for (int k = 0; k < n; k++)
        {
            int pivot = pivots[k];
            if (pivot == k) continue;
            (x[k], x[pivot]) = (x[pivot], x[k]);
            (y[k], y[pivot]) = (y[pivot], y[k]);
        }
        for (int i = 1; i < n; i++)
        {
            (double u, double v) = (x[i], y[i]);
            ReadOnlySpan<double> rowRe = re.Slice(i * n, i), rowIm = im.Slice(i * n, i);
            for (int j = 0; j < rowRe.Length && j < rowIm.Length; j++)
            {
                u -= rowRe[j] * x[j] - rowIm[j] * y[j];
                v -= rowRe[j] * y[j] + rowIm[j] * x[j];
            }
            (x[i], y[i]) = (u, v);
        }
        for (int i = n - 1; i >= 0; i--)
        {
            (double u, double v) = (x[i], y[i]);
            ReadOnlySpan<double> rowRe = re.Slice(i * n, n), rowIm = im.Slice(i * n, n);
            for (int j = i + 1; j < rowRe.Length && j < rowIm.Length; j++)
            {
                u -= rowRe[j] * x[j] - rowIm[j] * y[j];
                v -= rowRe[j] * y[j] + rowIm[j] * x[j];
            }
            (x[i], y[i]) = (rowRe[i] * u - rowIm[i] * v, rowRe[i] * v + rowIm[i] * u);
        }
    }

    private static void Swap(Span<double> a, Span<double> b)
    {
        for (int j = 0; j < a.Length; j++) (a[j], b[j]) = (b[j], a[j]);
    }
}
