namespace Titer.Numerics;

/// <summary>
/// The triangular factor of a QR factorisation by Householder reflections (Golub and Van Loan, alg. 5.2.1), without Q: for an
/// m x n matrix A (row-major, m >= n) the upper triangle R with R'R = A'A. This is how a square-root filter adds covariances.
/// </summary>
public static class HouseholderTriangle
{
    /// <summary>Overwrites the first n rows of <paramref name="a"/> with R, diagonal non-negative, zeros below.</summary>
    public static void Reduce(Span<double> a, int m, int n, Span<double> workspace)
    {
        Span<double> products = workspace[..n];
        for (int k = 0; k < n; k++)
        {
            double norm = 0;
            for (int i = k; i < m; i++) norm += a[i * n + k] * a[i * n + k];
            norm = Math.Sqrt(norm);
            double head = a[k * n + k];
            double alpha = head > 0 ? -norm : norm;
            if (norm > 0)
            {
                // v = a_k - alpha e_k, kept in column k; H = I - v v' / (alpha (alpha - head)), applied to all later columns row by row.
                a[k * n + k] = head - alpha;
                double scale = 1 / (alpha * (alpha - head));
                Span<double> p = products[(k + 1)..];
                p.Clear();
                for (int i = k; i < m; i++)
                {
                    double v = a[i * n + k];
                    if (v == 0) continue;
                    ReadOnlySpan<double> row = a.Slice(i * n + k + 1, n - k - 1);
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(row, v, p, p);
                }
                System.Numerics.Tensors.TensorPrimitives.Multiply(p, -scale, p);
                for (int i = k; i < m; i++)
                {
                    double v = a[i * n + k];
                    if (v == 0) continue;
                    Span<double> row = a.Slice(i * n + k + 1, n - k - 1);
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(p, v, row, row);
                }
            }
            a[k * n + k] = alpha;
            for (int i = k + 1; i < m; i++) a[i * n + k] = 0;
            if (alpha < 0)
                for (int j = k; j < n; j++) a[k * n + j] = -a[k * n + j];
        }
    }
}
