using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>
/// Cross-validated predictions of PLS for every number of components, without a product over spectra per fold. With more channels
/// than samples a fold is a sub-matrix of the Gram matrix; with more samples, X'X and X'Y of a training set are those of all samples less
/// those of the fold (O.-C. G. Engstrom, M. H. Jensen, J. Chemom. 39 (2025) e70008). Centring is that of each training set.
/// </summary>
public static class PlsCrossValidation
{
    /// <summary>For 1, 2, ... components the predictions (n x m) of all samples, each by the model that has not seen its fold.</summary>
    /// <param name="x">Predictors, n x p, not centred.</param>
    /// <param name="y">Responses, n x m, not centred.</param>
    public static RowMatrix[] Predict(RowMatrix x, RowMatrix y, Folds folds, int components)
    {
        // Centring on the mean of all changes no result, but keeps digits that a large common spectrum would take.
        RowMatrix near = x.Minus(x.Mean());
        return x.Rows <= x.Columns ? OnGram(near.Gram(), y, folds, components) : OnCrossProduct(near, y, folds, components);
    }

    /// <param name="gram">Gram matrix of all samples.</param>
    public static RowMatrix[] OnGram(RowMatrix gram, RowMatrix y, Folds folds, int components)
    {
        RowMatrix[] predictions = Empty(y, components);
        Parallel.For(0, folds.Count, f =>
        {
            int[] test = folds.Test[f], training = folds.Training[f];
            (RowMatrix inside, RowMatrix cross) = CentredGram.Take(gram, training, test);
            RowMatrix known = y.Take(training);
            double[] level = known.Mean();
            var model = new GramPls(inside, known.Minus(level), components);
            model.Predict(cross, components, (i, a, sum) => Write(sum, level, predictions[a - 1].Row(test[i])));
        });
        return predictions;
    }

    private static RowMatrix[] OnCrossProduct(RowMatrix x, RowMatrix y, Folds folds, int components)
    {
        int p = x.Columns, m = y.Columns;
        RowMatrix[] predictions = Empty(y, components);
        double[] all = new double[p * p], covariance = new double[p * m];
        MatrixProduct.CrossProduct(x.Values, x.Rows, p, all);
        MatrixProduct.TransposedMultiply(x.Values, p, y.Values, m, x.Rows, covariance);
        Parallel.For(0, folds.Count, f =>
        {
            int[] test = folds.Test[f], training = folds.Training[f];
            RowMatrix left = x.Take(test), leftY = y.Take(test);
            double[] square = new double[p * p], product = new double[p * m];
            MatrixProduct.CrossProduct(left.Values, left.Rows, p, square);
            MatrixProduct.TransposedMultiply(left.Values, p, leftY.Values, m, left.Rows, product);
            double[] mean = x.Take(training).Mean(), level = y.Take(training).Mean();
            for (int j = 0; j < p; j++)
            {
                // Training set = all - fold, then its own mean off: sum (x - mean)(x - mean)' = X'X - n mean mean'.
                Span<double> row = square.AsSpan(j * p, p), rowY = product.AsSpan(j * m, m);
                for (int k = 0; k < p; k++) row[k] = all[j * p + k] - row[k];
                for (int k = 0; k < m; k++) rowY[k] = covariance[j * m + k] - rowY[k];
                FixedDot.Add(-training.Length * mean[j], mean, row);
                FixedDot.Add(-training.Length * mean[j], level, rowY);
            }
            List<double[]> models = PartialLeastSquares.Fit(square, new RowMatrix(product, p, m), components);
            RowMatrix centred = left.Minus(mean);
            var sum = new RowMatrix(left.Rows, m);
            for (int a = 0; a < components; a++)
            {
                if (models.Count > 0)
                    MatrixProduct.Multiply(centred.Values, left.Rows, models[Math.Min(a, models.Count - 1)], m, p, sum.Values);
                for (int i = 0; i < left.Rows; i++) Write(sum.Row(i), level, predictions[a].Row(test[i]));
            }
        });
        return predictions;
    }

    private static RowMatrix[] Empty(RowMatrix y, int components) =>
        [.. Enumerable.Range(0, components).Select(_ => new RowMatrix(y.Rows, y.Columns))];

    private static void Write(ReadOnlySpan<double> sum, double[] level, Span<double> prediction)
    {
        for (int k = 0; k < level.Length; k++) prediction[k] = level[k] + sum[k];
    }
}
