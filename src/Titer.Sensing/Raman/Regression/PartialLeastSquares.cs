using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>
/// PLS regression for one or several responses by the improved kernel algorithm (B. S. Dayal, J. F. MacGregor, J. Chemom. 11 (1997)
/// 73-85): no deflation of X. With as many components as X has rank it is least squares. Algorithm 1 works on X, algorithm 2
/// on X'X; <see cref="GramPls"/> is the same regression on X X', for fewer samples than channels.
/// </summary>
public static class PartialLeastSquares
{
    // Part of X's sum of squares below which a score is rounding, and of X'y's length below which there is nothing left to explain.
    private const double LeastScore = 1e-22, LeastCovariance = 1e-13;

    /// <summary>
    /// Coefficients for 1, 2, ... components, each p x m row-major; fewer than asked for when X has no more rank.
    /// </summary>
    /// <param name="x">Centred predictors, n x p.</param>
    /// <param name="y">Centred responses, n x m.</param>
    public static List<double[]> Fit(RowMatrix x, RowMatrix y, int components)
    {
        var covariance = new RowMatrix(x.Columns, y.Columns);
        MatrixProduct.TransposedMultiply(x.Values, x.Columns, y.Values, y.Columns, x.Rows, covariance.Values);
        var t = new double[x.Rows];
        return Components(covariance, FixedDot.Of(x.Values, x.Values), components, (r, loading) =>
        {
            for (int i = 0; i < x.Rows; i++) t[i] = FixedDot.Of(x.Row(i), r);
            Array.Clear(loading);
            for (int i = 0; i < x.Rows; i++) FixedDot.Add(t[i], x.Row(i), loading);
            return FixedDot.Of(t, t);
        });
    }

    /// <summary>The same from X'X (p x p) and X'Y (p x m) of centred data.</summary>
    public static List<double[]> Fit(double[] crossProduct, RowMatrix covariance, int components)
    {
        int p = covariance.Rows;
        double trace = 0;
        for (int j = 0; j < p; j++) trace += crossProduct[j * p + j];
        return Components(covariance, trace, components, (r, loading) =>
        {
            for (int j = 0; j < p; j++) loading[j] = FixedDot.Of(crossProduct.AsSpan(j * p, p), r);
            return FixedDot.Of(loading, r);
        });
    }

    /// <summary>Writes X'X r to the loading and gives t't of the score t = X r.</summary>
    private delegate double Project(double[] r, double[] loading);

    private static List<double[]> Components(RowMatrix covariance, double squares, int components, Project project)
    {
        int p = covariance.Rows, m = covariance.Columns;
        double[] s = [.. covariance.Values]; // what is left of X'Y
        double start = Math.Sqrt(FixedDot.Of(s, s));
        var rotations = new List<double[]>(components);
        var loadings = new List<double[]>(components);
        var coefficients = new List<double[]>(components);
        var b = new double[p * m];
        for (int a = 0; a < components; a++)
        {
            if (!(Math.Sqrt(FixedDot.Of(s, s)) > LeastCovariance * start)) break;
            double[] r = Weight(s, p, m), loading = new double[p];
            for (int j = 0; j < a; j++) FixedDot.Add(-FixedDot.Of(loadings[j], r), rotations[j], r);
            double tt = project(r, loading);
            if (!(tt > LeastScore * squares)) break;
            FixedDot.Scale(1 / tt, loading);
            var q = new double[m];
            for (int j = 0; j < p; j++) FixedDot.Add(r[j] / tt, s.AsSpan(j * m, m), q);
            for (int j = 0; j < p; j++)
            {
                FixedDot.Add(-tt * loading[j], q, s.AsSpan(j * m, m));
                FixedDot.Add(r[j], q, b.AsSpan(j * m, m));
            }
            rotations.Add(r);
            loadings.Add(loading);
            coefficients.Add([.. b]);
        }
        return coefficients;
    }

    /// <summary>Unit weight: X'y itself, with several responses that of their dominant combination.</summary>
    private static double[] Weight(double[] s, int p, int m)
    {
        var w = new double[p];
        if (m == 1) s.CopyTo(w, 0);
        else
        {
            var square = new double[m * m];
            MatrixProduct.CrossProduct(s, p, m, square);
            double[] direction = DominantDirection.Of(square, m);
            for (int j = 0; j < p; j++) w[j] = FixedDot.Of(s.AsSpan(j * m, m), direction);
        }
        FixedDot.Scale(1 / Math.Sqrt(FixedDot.Of(w, w)), w);
        return w;
    }
}
