using Titer.Numerics;
namespace Titer.Sensing.Raman;

/// <summary>
/// PLS regression for one response by SIMPLS (S. de Jong, Chemom. Intell. Lab. Syst. 18 (1993) 251-263). With as many
/// components as X has rank it is least squares.
/// </summary>
public static class PartialLeastSquares
{
    /// <summary>Coefficients for 1, 2, ... components; fewer than asked for when X has no more rank.</summary>
    /// <param name="x">Centred predictors, one row per sample.</param>
    /// <param name="y">Centred response.</param>
    public static List<double[]> Fit(IReadOnlyList<double[]> x, ReadOnlySpan<double> y, int components)
    {
        int n = x.Count, p = x[0].Length;
        var s = new double[p];                          // what is left of X'y
        for (int i = 0; i < n; i++) FixedDot.Add(y[i], x[i], s);
        double start = Math.Sqrt(FixedDot.Of(s, s));
        var basis = new List<double[]>(components);     // orthonormal basis of the loadings
        var coefficients = new List<double[]>(components);
        var b = new double[p];
        var t = new double[n];
        for (int a = 0; a < components; a++)
        {
            double[] r = [.. s];
            for (int i = 0; i < n; i++) t[i] = FixedDot.Of(x[i], r);
            double norm = Math.Sqrt(FixedDot.Of(t, t));
            if (!(norm > 1e-10 * start * start)) break;
            for (int j = 0; j < p; j++) r[j] /= norm;
            var loading = new double[p];
            double q = 0;
            for (int i = 0; i < n; i++)
            {
                t[i] /= norm;
                FixedDot.Add(t[i], x[i], loading);
                q += t[i] * y[i];
            }
            FixedDot.Add(q, r, b);
            coefficients.Add([.. b]);

            // Gram-Schmidt twice: once loses the orthogonality that the later components live from.
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] v in basis) FixedDot.Add(-FixedDot.Of(v, loading), v, loading);
            double length = Math.Sqrt(FixedDot.Of(loading, loading));
            if (!(length > 0)) break;
            for (int j = 0; j < p; j++) loading[j] /= length;
            basis.Add(loading);
            foreach (double[] v in basis) FixedDot.Add(-FixedDot.Of(v, s), v, s);
            if (Math.Sqrt(FixedDot.Of(s, s)) < 1e-12 * start) break;
        }
        return coefficients;
    }
}
