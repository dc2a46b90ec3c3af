namespace Titer.Numerics;

/// <summary>LU factorisation with partial pivoting of a small dense n x n matrix, row-major, in place (Golub and Van Loan, alg. 3.4.1).</summary>
public static class Lu
{
    /// <summary>
    /// Factorises <paramref name="a"/> in place; false when a pivot is zero or not finite. An almost singular matrix passes: its
    /// solution is large.
    /// </summary>
    public static bool Factorise(Span<double> a, Span<int> pivots, int n)
    {
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            double largest = Math.Abs(a[k * n + k]);
            for (int i = k + 1; i < n; i++)
            {
                double candidate = Math.Abs(a[i * n + k]);
                if (candidate > largest) (largest, pivot) = (candidate, i);
            }
            if (!(largest > 0) || double.IsInfinity(largest)) return false;
            pivots[k] = pivot;
            if (pivot != k)
                for (int j = 0; j < n; j++) (a[k * n + j], a[pivot * n + j]) = (a[pivot * n + j], a[k * n + j]);
            double inverse = 1 / a[k * n + k];
            ReadOnlySpan<double> pivotRow = a.Slice(k * n, n);
            for (int i = k + 1; i < n; i++)
            {
                Span<double> row = a.Slice(i * n, n);
                double factor = row[k] *= inverse;
                if (factor == 0) continue;
                for (int j = k + 1; j < n; j++) row[j] -= factor * pivotRow[j];
            }
        }
        return true;
    }

    /// <summary>Solves with the factors of <see cref="Factorise"/>; <paramref name="b"/> becomes the solution.</summary>
    public static void Solve(ReadOnlySpan<double> lu, ReadOnlySpan<int> pivots, Span<double> b, int n)
    {
        for (int k = 0; k < n; k++)
        {
            int pivot = pivots[k];
            if (pivot != k) (b[k], b[pivot]) = (b[pivot], b[k]);
        }
        for (int i = 1; i < n; i++)
        {
            double sum = b[i];
            for (int j = 0; j < i; j++) sum -= lu[i * n + j] * b[j];
            b[i] = sum;
        }
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = b[i];
            for (int j = i + 1; j < n; j++) sum -= lu[i * n + j] * b[j];
            b[i] = sum / lu[i * n + i];
        }
    }

    /// <summary>
    /// Solves for several right-hand sides at once: the columns of <paramref name="b"/>, n rows of <paramref name="columns"/> each, row-major.
    /// </summary>
    public static void SolveMany(ReadOnlySpan<double> lu, ReadOnlySpan<int> pivots, Span<double> b, int n, int columns)
    {
        for (int k = 0; k < n; k++)
        {
            if (pivots[k] == k) continue;
            Span<double> one = b.Slice(k * columns, columns), other = b.Slice(pivots[k] * columns, columns);
            for (int c = 0; c < columns; c++) (one[c], other[c]) = (other[c], one[c]);
        }
        for (int i = 1; i < n; i++)
            for (int j = 0; j < i; j++) FixedDot.Add(-lu[i * n + j], b.Slice(j * columns, columns), b.Slice(i * columns, columns));
        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = b.Slice(i * columns, columns);
            for (int j = i + 1; j < n; j++) FixedDot.Add(-lu[i * n + j], b.Slice(j * columns, columns), row);
            FixedDot.Scale(1 / lu[i * n + i], row);
        }
    }
}
