namespace Titer.Numerics;

/// <summary>Cholesky factorisation A = L L' of a small dense symmetric matrix, row-major, in place (Golub and Van Loan, alg. 4.2.1).</summary>
public static class Cholesky
{
    /// <summary>Overwrites the lower triangle with L and clears the upper one; false when A is not positive definite.</summary>
    public static bool Factorise(Span<double> a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double diagonal = a[j * n + j];
            for (int k = 0; k < j; k++) diagonal -= a[j * n + k] * a[j * n + k];
            if (!(diagonal > 0) || double.IsInfinity(diagonal)) return false;
            diagonal = Math.Sqrt(diagonal);
            a[j * n + j] = diagonal;
            for (int i = j + 1; i < n; i++)
            {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = sum / diagonal;
                a[j * n + i] = 0;
            }
        }
        return true;
    }

    /// <summary>Overwrites <paramref name="x"/> with the solution of A x = x, given the factor L.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (int i = 0; i < n; i++) x[i] = (x[i] - FixedDot.Of(factor.Slice(i * n, i), x[..i])) / factor[i * n + i];
        for (int i = n - 1; i >= 0; i--)
        {
            x[i] /= factor[i * n + i];
            FixedDot.Add(-x[i], factor.Slice(i * n, i), x[..i]);
        }
    }
}
