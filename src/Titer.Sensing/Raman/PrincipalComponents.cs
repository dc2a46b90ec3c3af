using Titer.Numerics;

namespace Titer.Sensing.Raman;

/// <summary>Principal components of few samples with many channels: eigenvectors of the n x n Gram matrix, turned into loadings.</summary>
public static class PrincipalComponents
{
    // Part of the largest variance below which a component is rounding.
    private const double Least = 1e-14;

    /// <summary>Orthonormal loadings by falling variance, and the variances of their scores; fewer than asked for when there are no more.</summary>
    /// <param name="x">Centred, one row per sample.</param>
    public static (double[][] Loadings, double[] Variances) Of(RowMatrix x, int components)
    {
        int n = x.Rows;
        var values = new double[n];
        var vectors = new RowMatrix(n, n);
        SymmetricEigen.Of(x.Gram().Values, n, values, vectors.Values);
        int kept = 0;
        while (kept < Math.Min(components, n) && values[kept] > Least * values[0]) kept++;
        var loadings = new RowMatrix(kept, x.Columns);
        MatrixProduct.Multiply(vectors.Values, kept, x.Values, x.Columns, n, loadings.Values);
        for (int k = 0; k < kept; k++) FixedDot.Scale(1 / Math.Sqrt(values[k]), loadings.Row(k));
        return ([.. Enumerable.Range(0, kept).Select(k => loadings.Row(k).ToArray())], [.. values.Take(kept).Select(v => v / (n - 1))]);
    }
}
