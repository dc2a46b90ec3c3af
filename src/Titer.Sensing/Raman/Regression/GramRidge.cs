using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>
/// Ridge regression with a free level on a centred Gram matrix, which is the mean of a Gaussian process with that kernel (C. E. Rasmussen, C. K. I.
/// Williams, Gaussian Processes for Machine Learning, 2006, ch. 2). One eigendecomposition serves every penalty; the residuals with whole
/// groups left out are exact without a new fit: e_g = (P_gg)^-1 (P y)_g, P the inverse of K + lambda I projected on what a constant does not
/// explain (G. H. Golub, M. Heath, G. Wahba, Technometrics 21 (1979) 215-223, for one sample; blocks likewise).
/// </summary>
public sealed class GramRidge
{
    private readonly int _n;
    private readonly double[] _values;
    private readonly RowMatrix _vectors; // row per eigenvector
    private readonly RowMatrix _samples; // row per sample

    /// <param name="gram">Centred on its own samples, n x n.</param>
    public GramRidge(RowMatrix gram)
    {
        _n = gram.Rows;
        _values = new double[_n];
        _vectors = new RowMatrix(_n, _n);
        SymmetricEigen.Of(gram.Values, _n, _values, _vectors.Values);
        for (int k = 0; k < _n; k++) _values[k] = Math.Max(0, _values[k]);
        _samples = new RowMatrix(_n, _n);
        for (int i = 0; i < _n; i++)
            for (int k = 0; k < _n; k++) _samples[i, k] = _vectors[k, i];
        MeanValue = _values.Sum() / _n;
    }

    /// <summary>Mean eigenvalue: the scale of penalties.</summary>
    public double MeanValue { get; }

    /// <summary>Eigenvalues in falling order.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Eigenvector k, one value per sample.</summary>
    public ReadOnlySpan<double> Vector(int k) => _vectors.Row(k);

    /// <summary>
    /// Coefficients on the samples, of sum zero: the prediction is the mean of y plus their product with the centred Gram row of a new sample.
    /// </summary>
    public double[] Coefficients(ReadOnlySpan<double> y, double penalty)
    {
        var coefficients = new double[_n];
        double level = Mean(y);
        for (int k = 0; k < _n; k++) FixedDot.Add(FixedDot.Of(_vectors.Row(k), y) / (_values[k] + penalty), _vectors.Row(k), coefficients);
        for (int i = 0; i < _n; i++) coefficients[i] -= level / penalty;
        return coefficients;
    }

    /// <summary>
    /// Errors of all samples, each by the model that has not seen its fold, and of altered copies of them: mean of squares of the samples, and over
    /// samples and copies. NaN when a fold cannot be left out.
    /// </summary>
    /// <param name="gram">The centred Gram matrix again.</param>
    /// <param name="copies">Products of the altered copies with the samples, less what the rows of the Gram matrix are less.</param>
    public (double Plain, double Altered) LeaveOut(RowMatrix gram, ReadOnlySpan<double> y, double penalty, Folds folds,
        ReadOnlySpan<RowMatrix> copies)
    {
        RowMatrix inverse = Inverse(penalty);
        double[] all = Coefficients(y, penalty);
        double squares = 0, altered = 0;
        foreach (int[] test in folds.Test)
        {
            int m = test.Length;
            double[] block = new double[m * m], error = new double[m];
            for (int a = 0; a < m; a++)
            {
                error[a] = all[test[a]];
                for (int b = 0; b <= a; b++) block[a * m + b] = inverse[test[a], test[b]];
            }
            if (!Cholesky.Factorise(block, m)) return (double.NaN, double.NaN);
            Cholesky.Solve(block, error, m);
            squares += FixedDot.Of(error, error);
            if (copies.Length == 0) continue;
            // Coefficients of the model without the fold: zero on the fold, of sum zero on the rest.
            double[] without = [.. all];
            for (int a = 0; a < m; a++) FixedDot.Add(-error[a], inverse.Row(test[a]), without);
            for (int a = 0; a < m; a++)
            {
                double own = y[test[a]] - error[a] - FixedDot.Of(gram.Row(test[a]), without); // the level, by this sample's own prediction
                foreach (RowMatrix copy in copies)
                {
                    double wrong = own + FixedDot.Of(copy.Row(test[a]), without) - y[test[a]];
                    altered += wrong * wrong;
                }
            }
        }
        return (squares / _n, (squares + altered) / (_n * (1 + copies.Length)));
    }

    /// <summary>P, the inverse of K + penalty I less what a constant explains.</summary>
    private RowMatrix Inverse(double penalty)
    {
        var half = new RowMatrix(_n, _n);
        var root = new double[_n];
        for (int k = 0; k < _n; k++) root[k] = 1 / Math.Sqrt(_values[k] + penalty);
        for (int i = 0; i < _n; i++)
        {
            ReadOnlySpan<double> from = _samples.Row(i);
            Span<double> to = half.Row(i);
            for (int k = 0; k < _n; k++) to[k] = from[k] * root[k];
        }
        RowMatrix inverse = half.Gram();
        double constant = 1 / (_n * penalty);
        for (int i = 0; i < inverse.Values.Length; i++) inverse.Values[i] -= constant;
        return inverse;
    }

    private static double Mean(ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (double v in y) sum += v;
        return sum / y.Length;
    }
}
