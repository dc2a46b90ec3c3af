namespace Titer.Numerics;

/// <summary>
/// Householder QR (Golub and Van Loan, alg. 5.2.1) of a tall matrix stored by columns, so that the inner products run along memory.
/// Sums in the order of <see cref="FixedDot"/>: the same bits on every machine.
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
            double square = FixedDot.Of(v, v), head = v[0];
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
                    FixedDot.Add(-FixedDot.Of(v, column) * scale, v, column);
                }
            }
            for (int j = k + 1; j < n; j++) r[k * n + j] = columns[j * m + k];
        }
    }
}
