using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>The best settings on one feature set, by cross-validation inside the training part.</summary>
internal static class CandidateSearch
{
    private const int MostComponents = 20;
    /// <summary>Settings of the Gaussian process that are averaged: the best of many hardly differ, and their mean is steadier than any.</summary>
    private const int Averaged = 20;
    // Noise variances tried by the ranking, over the mean eigenvalue: 1e-5 to 1 in steps of half a decade.
    private const int Penalties = 11;

    /// <summary>
    /// How well a set can do, quickly: the least error of ridge regression with whole groups left out, over the spectra as they are, and over
    /// these and
    /// copies of them with altered background. A new batch brings a background that was not in the training, and a set that looks good
    /// only because none did so yet fails on the copies. Infinite when the set gives no number.
    /// </summary>
    /// <param name="gram">Of the training samples, centred.</param>
    /// <param name="copies">Products of the copies with the training samples.</param>
    public static (double Plain, double Stressed) Rank(RowMatrix gram, RowMatrix[] copies, double[] y, Folds groups)
    {
        (double Plain, double Stressed) best = (double.PositiveInfinity, double.PositiveInfinity);
        if (!gram.Values.All(double.IsFinite) || copies.Any(c => !c.Values.All(double.IsFinite))) return best;
        var ridge = new GramRidge(gram);
        if (!(ridge.MeanValue > 0)) return best;
        for (int k = 0; k < Penalties; k++)
        {
            (double plain, double stressed) = ridge.LeaveOut(gram, y, Math.Pow(10, -5 + 0.5 * k) * ridge.MeanValue, groups, copies);
            if (plain < best.Plain) best.Plain = plain;
            if (stressed < best.Stressed) best.Stressed = stressed;
        }
        return best;
    }

    /// <summary>PLS with the number of components of least error.</summary>
    public static Candidate? Pls(int set, RowMatrix gram, double[] y, Folds folds)
    {
        int components = Math.Min(MostComponents, folds.Training.Min(t => t.Length) - 2);
        if (components < 1) return null;
        RowMatrix[] predictions = PlsCrossValidation.OnGram(gram, new RowMatrix(y, y.Length, 1), folds, components);
        int best = Enumerable.Range(0, components).MinBy(a => Rmse(predictions[a].Values, y));
        return new Candidate(set, Regressor.PartialLeastSquares, best + 1, [], Rmse(predictions[best].Values, y), Errors(predictions[best].Values,
            y));
    }

    /// <summary>Gaussian processes on PLS contributions; PLS is fitted anew in every fold, because the contributions know the response.</summary>
    public static Candidate Process(int set, RowMatrix gram, double[] y, Folds folds)
    {
        int count = ScoreProcess.Settings.Length;
        double[][] predictions = [.. Enumerable.Range(0, count).Select(_ => new double[y.Length])];
        Parallel.For(0, folds.Count, f =>
        {
            int[] training = folds.Training[f], test = folds.Test[f];
            (RowMatrix inside, RowMatrix cross) = CentredGram.Take(gram, training, test);
            (GramPls pls, double level, double deviation, double[] response) = Start(inside, [.. training.Select(i => y[i])],
                ScoreProcess.MostComponents);
            double[][] parts = ScoreProcess.Predict(Over(pls.Contributions(), deviation), Over(pls.Contributions(cross), deviation), response);
            for (int s = 0; s < count; s++)
                for (int i = 0; i < test.Length; i++) predictions[s][test[i]] = level + parts[s][i];
        });
        int[] best = [.. Enumerable.Range(0, count).OrderBy(s => Rmse(predictions[s], y)).ThenBy(s => s).Take(Averaged)];
        double[] mean = [.. Enumerable.Range(0, y.Length).Select(i => best.Average(s => predictions[s][i]))];
        return new Candidate(set, Regressor.GaussianProcess, best.Max(s => ScoreProcess.Settings[s].Components),
            [.. best.Select(s => ScoreProcess.Settings[s])], Rmse(mean, y), Errors(mean, y));
    }

    /// <summary>
    /// The model of a candidate: weights on the training samples that give each contribution, and the function of the contributions.
    /// </summary>
    /// <param name="points">Samples on which a process rests: all, or some of many.</param>
    public static (double[][] OnSamples, ScoreModel Model) Fit(Candidate candidate, RowMatrix gram, double[] y, int[] points)
    {
        (GramPls pls, _, double deviation, double[] response) = Start(gram, y, candidate.Components);
        double[][] weights = [.. Enumerable.Range(0, pls.Components).Select(a => OfSumZero(pls.WeightsOf(a), deviation))];
        return (weights, candidate.Regressor == Regressor.PartialLeastSquares
            ? ScoreModel.Sum(pls.Components, deviation)
            : ScoreModel.Processes(Over(pls.Contributions(), deviation), response, candidate.Settings, points));
    }

    private static (GramPls Pls, double Level, double Deviation, double[] Response) Start(RowMatrix gram, double[] y, int components)
    {
        double level = y.Average();
        double[] response = [.. y.Select(v => v - level)];
        double deviation = Math.Sqrt(FixedDot.Of(response, response) / y.Length);
        return (new GramPls(gram, new RowMatrix(response, y.Length, 1), components), level, deviation, response);
    }

    private static RowMatrix Over(RowMatrix contributions, double deviation)
    {
        FixedDot.Scale(1 / deviation, contributions.Values);
        return contributions;
    }

    // On a centred Gram matrix a constant makes no difference; without it the weights work on features that are not centred too.
    private static double[] OfSumZero(double[] weights, double deviation)
    {
        double mean = weights.Average();
        return [.. weights.Select(w => (w - mean) / deviation)];
    }

    private static double Rmse(double[] predictions, double[] y)
    {
        double squares = 0;
        for (int i = 0; i < y.Length; i++) squares += (predictions[i] - y[i]) * (predictions[i] - y[i]);
        return Math.Sqrt(squares / y.Length);
    }

    private static double[] Errors(double[] predictions, double[] y) => [.. predictions.Select((p, i) => p - y[i])];
}
