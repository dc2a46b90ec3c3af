using Titer.Numerics;
namespace Titer.Sensing.Raman;

/// <summary>
/// Principal components of few samples with many channels: eigenvectors of the n x n Gram matrix by cyclic Jacobi rotations
/// (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed. 2013, 8.5), turned into loadings.
/// </summary>
public static class PrincipalComponents
{
    /// <summary>Orthonormal loadings by falling variance, the variances, and the variance that is left out.</summary>
    /// <param name="x">Centred, one row per sample.</param>
    public static (double[][] Loadings, double[] Variances) Of(IReadOnlyList<double[]> x, int components)
    {
        int n = x.Count;
        var gram = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) gram[i, j] = gram[j, i] = FixedDot.Of(x[i], x[j]);
        double[,] vectors = Diagonalise(gram);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => gram[i, i]).ThenBy(i => i).Take(components)];
        var loadings = new double[order.Length][];
        var variances = new double[order.Length];
        for (int k = 0; k < order.Length; k++)
        {
            double value = gram[order[k], order[k]];
            var loading = new double[x[0].Length];
            for (int i = 0; i < n; i++) FixedDot.Add(vectors[i, order[k]] / Math.Sqrt(value), x[i], loading);
            (loadings[k], variances[k]) = (loading, value / (n - 1));
        }
        return (loadings, variances);
    }

    /// <summary>Leaves the eigenvalues on the diagonal of <paramref name="a"/> and returns the eigenvectors as columns.</summary>
    private static double[,] Diagonalise(double[,] a)
    {
        int n = a.GetLength(0);
        var v = new double[n, n];
        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            v[i, i] = 1;
            trace += a[i, i];
        }
        for (int sweep = 0; sweep < 30; sweep++)
        {
            double off = 0;
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++)
                {
                    off += a[p, q] * a[p, q];
                    if (Math.Abs(a[p, q]) > 1e-18 * trace) Rotate(a, v, p, q);
                }
            if (off < 1e-28 * trace * trace) break;
        }
        return v;
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1)), c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
            (v[k, p], v[k, q]) = (c * v[k, p] - s * v[k, q], s * v[k, p] + c * v[k, q]);
        }
        for (int k = 0; k < n; k++) (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
    }
}
