namespace Titer.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a dense symmetric matrix: Householder reduction to tridiagonal form, then implicit QL
/// (R. S. Martin, C. Reinsch, J. H. Wilkinson, Numer. Math. 11 (1968) 181; A. Dubrulle, R. S. Martin, J. H. Wilkinson, Numer. Math.
/// 12 (1968) 377). Eigenvectors are kept as rows, so that every rotation works on contiguous memory.
/// </summary>
public static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues in falling order; row k of the n x n <paramref name="vectors"/> is the unit eigenvector of value k.</summary>
    /// <param name="a">Symmetric n x n, row-major; only the lower triangle is read.</param>
    /// <exception cref="ArithmeticException">The matrix has a value that is not finite.</exception>
    public static void Of(ReadOnlySpan<double> a, int n, Span<double> values, Span<double> vectors)
    {
        var w = new double[n * n];
        var q = new double[n * n];
        var d = new double[n];
        var e = new double[n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) w[i * n + j] = w[j * n + i] = a[i * n + j];
        Tridiagonalise(w, n, d, e, q);
        Diagonalise(n, d, e, q);
        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort(order, (x, y) => d[x] != d[y] ? d[y].CompareTo(d[x]) : x.CompareTo(y));
        for (int k = 0; k < n; k++)
        {
            values[k] = d[order[k]];
            q.AsSpan(order[k] * n, n).CopyTo(vectors[(k * n)..]);
        }
    }

    /// <summary>
    /// T = Q A Q' with diagonal d and subdiagonal e (e[i] couples i - 1 and i): column after column, x below the diagonal is
    /// reflected on its first element. The reflections are then multiplied into Q, last one first.
    /// </summary>
    private static void Tridiagonalise(double[] w, int n, double[] d, double[] e, double[] q)
    {
        var beta = new double[n];
        var p = new double[n];
        for (int k = 0; k < n - 2; k++)
        {
            int m = n - k - 1;
            Span<double> v = w.AsSpan(k * n + k + 1, m); // row k right of the diagonal, by symmetry the column below it
            double norm = Math.Sqrt(FixedDot.Of(v, v)), head = v[0], alpha = head > 0 ? -norm : norm;
            e[k + 1] = alpha;
            if (norm == 0 || norm == Math.Abs(head))
            {
                e[k + 1] = head;
                continue;
            }
            v[0] = head - alpha;
            beta[k] = 1 / (alpha * (alpha - head)); // 2 / v'v
            Span<double> u = p.AsSpan(0, m);
            for (int i = 0; i < m; i++) u[i] = beta[k] * FixedDot.Of(w.AsSpan((k + 1 + i) * n + k + 1, m), v);
            FixedDot.Add(-0.5 * beta[k] * FixedDot.Of(u, v), v, u);
            for (int i = 0; i < m; i++)
            {
                Span<double> row = w.AsSpan((k + 1 + i) * n + k + 1, m);
                FixedDot.Add(-v[i], u, row);
                FixedDot.Add(-u[i], v, row);
            }
        }
        for (int i = 0; i < n; i++)
        {
            d[i] = w[i * n + i];
            q[i * n + i] = 1;
        }
        if (n > 1) e[n - 1] = w[(n - 1) * n + n - 2];
        // Q = H_(n-3) ... H_1 H_0 with rows as basis vectors: Q <- Q H applied from the last to the first touches only the trailing block.
        for (int k = n - 3; k >= 0; k--)
        {
            if (beta[k] == 0) continue;
            int m = n - k - 1;
            ReadOnlySpan<double> v = w.AsSpan(k * n + k + 1, m);
            for (int i = k + 1; i < n; i++)
            {
                Span<double> row = q.AsSpan(i * n + k + 1, m);
                FixedDot.Add(-beta[k] * FixedDot.Of(row, v), v, row);
            }
        }
    }

    private static void Diagonalise(int n, double[] d, double[] e, double[] q)
    {
        for (int i = 1; i < n; i++) e[i - 1] = e[i];
        if (n > 0) e[n - 1] = 0;
        // Relative to the whole matrix: beside zero eigenvalues, as of few samples with many channels, there is no local scale.
        double scale = 0;
        for (int i = 0; i < n; i++) scale = Math.Max(scale, Math.Abs(d[i]) + Math.Abs(e[i]));
        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = l;
                while (m < n - 1 && Math.Abs(e[m]) > 1.1102230246251565e-16 * scale) m++;
                if (m == l) break;
                if (sweep == MostSweeps) throw new ArithmeticException("The eigenvalues do not converge; the matrix has values that are not finite.");
                Sweep(n, d, e, q, l, m);
            }
        }
    }

    /// <summary>One implicit QL sweep on rows l..m with Wilkinson's shift.</summary>
    private static void Sweep(int n, double[] d, double[] e, double[] q, int l, int m)
    {
        double g = (d[l + 1] - d[l]) / (2 * e[l]), r = Math.Sqrt(g * g + 1);
        g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
        double s = 1, c = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i], b = c * e[i];
            r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            FixedDot.Rotate(q.AsSpan(i * n, n), q.AsSpan((i + 1) * n, n), c, s);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
