namespace Titer.Numerics;

/// <summary>Cholesky factorisation A = L L' of a small dense symmetric matrix, row-major, in place (Golub and Van Loan, alg. 4.2.1).</summary>
public static class Cholesky
{
    /// <summary>Overwrites the lower triangle with L and clears the upper one; false when A is not positive definite.</summary>
    public static bool Factorise(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> row = a.Slice(i * n, n);
            for (int j = 0; j < i; j++) row[j] = (row[j] - FixedDot.Of(row[..j], a.Slice(j * n, j))) / a[j * n + j];
            double diagonal = row[i] - FixedDot.Of(row[..i], row[..i]);
            if (!(diagonal > 0) || double.IsInfinity(diagonal)) return false;
            row[i] = Math.Sqrt(diagonal);
            row[(i + 1)..].Clear();
        }
        return true;
    }

    /// <summary>Overwrites <paramref name="x"/> with the solution y of A y = x, given the factor L.</summary>
    public static void Solve(ReadOnlySpan<double> factor, Span<double> x, int n)
    {
        for (int i = 0; i < n; i++) x[i] = (x[i] - FixedDot.Of(factor.Slice(i * n, i), x[..i])) / factor[i * n + i];
        for (int i = n - 1; i >= 0; i--)
        {
            x[i] /= factor[i * n + i];
            FixedDot.Add(-x[i], factor.Slice(i * n, i), x[..i]);
        }
    }
}
