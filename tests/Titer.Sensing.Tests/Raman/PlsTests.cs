using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Tests.Raman;

public class PlsTests
{
    private static (RowMatrix X, RowMatrix Y) Formula(int responses)
    {
        RowMatrix x = new(12, 7), y = new(12, responses);
        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 7; j++) x[i, j] = Math.Sin((i + 1) * (j + 1) * 0.37) + 0.5 * Math.Cos((i + 3) * (j + 2) * 0.11) + 0.1 * i;
            y[i, 0] = Math.Cos(0.5 * i) + 0.3 * i;
            if (responses > 1) y[i, 1] = Math.Sin(0.9 * i) + 0.05 * i * i;
        }
        return (x.Minus(x.Mean()), y.Minus(y.Mean()));
    }

    private static (RowMatrix X, RowMatrix Y) Random(int n, int p, int m, ulong seed)
    {
        var draw = new Gaussian(seed);
        RowMatrix x = new(n, p), y = new(n, m);
        for (int i = 0; i < n * p; i++) x.Values[i] = draw.Next() + 3;
        for (int i = 0; i < n; i++)
            for (int k = 0; k < m; k++) y[i, k] = 2 + x[i, k] - 0.5 * x[i, k + 1] + 0.3 * draw.Next();
        return (x, y);
    }

    /// <summary>scikit-learn 1.2.1, PLSRegression(components, scale=False).coef_ on the formula matrix.</summary>
    [Theory]
    [InlineData(1, new[] { -0.3969014189467304, 0.4672873757846684, 0.3468545689342321, 0.1636318861327343, 0.10300159053872641, 0.14645789742800125, 0.19848221905390978 })]
    [InlineData(3, new[] { -0.4983901735397104, 0.6616726160804359, 0.15840650328829003, -0.06811153376582087, 0.037516704193947155, 0.24977287376320964, 0.307643833155002 })]
    [InlineData(5, new[] { -0.8909202283362756, 0.5456464317833586, 0.045859920225781406, -0.20045098092893995, 0.04460113251401972, 0.25154713941243023, 0.15080507859646375 })]
    public void Coefficients_are_those_of_scikit_learn(int components, double[] expected)
    {
        (RowMatrix x, RowMatrix y) = Formula(1);
        foreach (double[] b in ThreeForms(x, y, components))
            for (int j = 0; j < 7; j++) Assert.Equal(expected[j], b[j], 1e-10);
    }

    [Fact]
    public void Coefficients_of_two_responses_are_those_of_scikit_learn()
    {
        double[] expected =
        [
            -0.5460473036711364, -1.2178119138168104, 0.6730950784671772, 1.152991064487808, 0.04383008613641622, -0.14396334315932546, 0.07612616854488295,
            0.21852867775237153, 0.058499395048949826, 0.331726419327711, 0.14547349380813832, 0.4632103934243922, 0.2505902186117253, 0.5277860175006741,
        ];
        (RowMatrix x, RowMatrix y) = Formula(2);
        foreach (double[] b in ThreeForms(x, y, 3))
            for (int j = 0; j < 14; j++) Assert.Equal(expected[j], b[j], 1e-8);
    }

    private static double[][] ThreeForms(RowMatrix x, RowMatrix y, int components)
    {
        double[] square = new double[x.Columns * x.Columns];
        var covariance = new RowMatrix(x.Columns, y.Columns);
        MatrixProduct.CrossProduct(x.Values, x.Rows, x.Columns, square);
        MatrixProduct.TransposedMultiply(x.Values, x.Columns, y.Values, y.Columns, x.Rows, covariance.Values);
        RowMatrix onSamples = new GramPls(x.Gram(), y, components).Coefficients(components);
        var fromGram = new double[x.Columns * y.Columns];
        MatrixProduct.TransposedMultiply(x.Values, x.Columns, onSamples.Values, y.Columns, x.Rows, fromGram);
        return [PartialLeastSquares.Fit(x, y, components)[components - 1], PartialLeastSquares.Fit(square, covariance, components)[components - 1], fromGram];
    }

    [Theory]
    [InlineData(40, 90, 1)]
    [InlineData(90, 20, 1)]
    [InlineData(40, 90, 2)]
    [InlineData(90, 20, 2)]
    public void Fast_cross_validation_is_that_of_a_fit_per_fold_with_the_fold_unseen(int n, int p, int m)
    {
        (RowMatrix x, RowMatrix y) = Random(n, p, m, 7);
        var folds = new Folds([.. Enumerable.Range(0, n).Select(i => i * i % 5)]);
        RowMatrix[] fast = PlsCrossValidation.Predict(x, y, folds, 6);
        for (int f = 0; f < folds.Count; f++)
        {
            RowMatrix known = x.Take(folds.Training[f]), response = y.Take(folds.Training[f]);
            double[] mean = known.Mean(), level = response.Mean();
            List<double[]> models = PartialLeastSquares.Fit(known.Minus(mean), response.Minus(level), 6);
            foreach (int i in folds.Test[f])
                for (int a = 0; a < 6; a++)
                    for (int k = 0; k < m; k++)
                    {
                        double naive = level[k] + Enumerable.Range(0, p).Sum(j => (x[i, j] - mean[j]) * models[a][j * m + k]);
                        Assert.Equal(naive, fast[a][i, k], 1e-8);
                    }
        }
    }

    [Fact]
    public void Leaving_groups_out_of_ridge_in_closed_form_is_that_of_fits_without_them()
    {
        (RowMatrix x, RowMatrix y) = Random(30, 50, 1, 3);
        var folds = new Folds([.. Enumerable.Range(0, 30).Select(i => i / 6)]);
        RowMatrix gram = x.Gram();
        int[] all = [.. Enumerable.Range(0, 30)];
        RowMatrix centred = CentredGram.Take(gram, all, []).Training;
        double closed = new GramRidge(centred).LeaveOut(centred, y.Values, 5, folds, []).Plain, squares = 0;
        for (int f = 0; f < folds.Count; f++)
        {
            (RowMatrix inside, RowMatrix cross) = CentredGram.Take(gram, folds.Training[f], folds.Test[f]);
            double[] known = [.. folds.Training[f].Select(i => y.Values[i])], b = new GramRidge(inside).Coefficients(known, 5);
            for (int i = 0; i < folds.Test[f].Length; i++)
                squares += Math.Pow(known.Average() + FixedDot.Of(cross.Row(i), b) - y.Values[folds.Test[f][i]], 2);
        }
        Assert.Equal(squares / 30, closed, 1e-9);
    }

    [Fact]
    public void Contributions_of_the_components_add_up_to_the_prediction()
    {
        (RowMatrix x, RowMatrix y) = Random(30, 50, 1, 4);
        RowMatrix gram = CentredGram.Take(x.Gram(), [.. Enumerable.Range(0, 30)], []).Training;
        var pls = new GramPls(gram, y.Minus(y.Mean()), 5);
        double[] b = pls.Coefficients(5).Values;
        RowMatrix own = pls.Contributions(), asNew = pls.Contributions(gram);
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(FixedDot.Of(gram.Row(i), b), own.Row(i).ToArray().Sum(), 1e-9);
            for (int a = 0; a < 5; a++) Assert.Equal(own[i, a], asNew[i, a], 1e-9);
        }
    }

    [Fact]
    public void A_process_that_does_not_bend_is_the_same_from_its_slope_as_from_its_kernel()
    {
        (RowMatrix x, RowMatrix y) = Random(25, 40, 1, 5);
        double[] response = y.Minus(y.Mean()).Values;
        var pls = new GramPls(CentredGram.Take(x.Gram(), [.. Enumerable.Range(0, 25)], []).Training, new RowMatrix(response, 25, 1), 12);
        RowMatrix v = pls.Contributions();
        double[][] predictions = ScoreProcess.Predict(v, v, response);
        for (int s = 0; s < predictions.Length; s += 7)
        {
            ScoreModel model = ScoreModel.Processes(v, response, [ScoreProcess.Settings[s]]);
            for (int i = 0; i < 25; i++) Assert.Equal(predictions[s][i], model.At(v.Row(i)), 1e-9);
        }
    }
}
