namespace Titer.Numerics;

/// <summary>
/// Raises the eigenvalues of symmetric matrices of one size to a least one: with 0 the nearest positive semidefinite matrix in the Frobenius norm
/// (N. J. Higham, Linear Algebra Appl. 103 (1988) 103). Eigenvalues by cyclic Jacobi rotations (G. H. Golub, C. F. Van Loan, Matrix Computations,
/// 4th ed. 2013, sec. 8.5), which suit a dozen rows. Owns its workspace; allocates nothing per call; not thread-safe.
/// </summary>
public sealed class PositivePart(int n)
{
    private const int MostSweeps = 30;
    // Off-diagonal elements smaller than this part of the largest element change no digit that counts.
    private const double Negligible = 1e-14;

    private readonly double[] _a = new double[n * n], _vectors = new double[n * n];

    /// <summary>Replaces the symmetric, row-major n x n matrix.</summary>
    public void Raise(Span<double> matrix, double least)
    {
        matrix.CopyTo(_a);
        _vectors.AsSpan().Clear();
        double size = 0;
        for (int i = 0; i < n; i++) _vectors[i * n + i] = 1;
        foreach (double element in matrix) size = Math.Max(size, Math.Abs(element));
        for (int sweep = 0; sweep < MostSweeps && Sweep(Negligible * size); sweep++) { }
        // A + sum of (least - value) v v' over the eigenvalues that are below: what is positive keeps its bits.
        for (int k = 0; k < n; k++)
        {
            double lift = least - _a[k * n + k];
            if (!(lift > 0)) continue;
            ReadOnlySpan<double> v = _vectors.AsSpan(k * n, n);
            for (int i = 0; i < n; i++) FixedDot.Add(lift * v[i], v, matrix.Slice(i * n, n));
        }
    }

    /// <summary>One rotation for each element above the diagonal; false when all were negligible. Eigenvectors are rows.</summary>
    private bool Sweep(double negligible)
    {
        bool any = false;
        for (int p = 0; p < n - 1; p++)
        {
            for (int q = p + 1; q < n; q++)
            {
                double apq = _a[p * n + q];
                if (!(Math.Abs(apq) > negligible)) continue;
                any = true;
                double theta = (_a[q * n + q] - _a[p * n + p]) / (2 * apq);
                double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
                for (int k = 0; k < n; k++)
                    (_a[k * n + p], _a[k * n + q]) = (c * _a[k * n + p] - s * _a[k * n + q], s * _a[k * n + p] + c * _a[k * n + q]);
                Rotate(_a, p, q, c, s);
                Rotate(_vectors, p, q, c, s);
            }
        }
        return any;
    }

    private void Rotate(double[] rows, int p, int q, double c, double s)
    {
        Span<double> x = rows.AsSpan(p * n, n), y = rows.AsSpan(q * n, n);
        for (int k = 0; k < n; k++) (x[k], y[k]) = (c * x[k] - s * y[k], s * x[k] + c * y[k]);
    }
}
