using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>The best number of components and the best noise variance on one feature set, by cross-validation inside the training part.</summary>
internal static class CandidateSearch
{
    public const int MostComponents = 20;
    // Noise variances tried, over the mean eigenvalue: from 1e-8 in steps of half a decade.
    private const int Penalties = 19;

    private static double Penalty(int step) => Math.Pow(10, -8 + 0.5 * step);

    /// <param name="gram">Of the training samples, centred.</param>
    /// <param name="y">Their reference values.</param>
    public static IEnumerable<Candidate> On(int set, RowMatrix gram, GramRidge ridge, double[] y, Folds folds)
    {
        if (!(ridge.MeanValue > 0)) yield break;
        var response = new RowMatrix(y, y.Length, 1);
        int components = Math.Min(MostComponents, folds.Training.Min(t => t.Length) - 2);
        if (components >= 1)
        {
            RowMatrix[] predictions = PlsCrossValidation.OnGram(gram, response, folds, components);
            yield return Best(set, Regressor.PartialLeastSquares, [.. predictions.Select((p, a) => ((double)(a + 1), p.Values))], y);
        }
        var left = new List<(double, double[])>();
        for (int k = 0; k < Penalties; k++)
            if (ridge.LeaveOut(y, Penalty(k) * ridge.MeanValue, folds) is { } predictions) left.Add((Penalty(k), predictions));
        if (left.Count > 0) yield return Best(set, Regressor.GaussianProcess, left, y);
    }

    private static Candidate Best(int set, Regressor regressor, List<(double Setting, double[] Predictions)> tried, double[] y)
    {
        Candidate? best = null;
        foreach ((double setting, double[] predictions) in tried)
        {
            double squares = 0;
            for (int i = 0; i < y.Length; i++) squares += (predictions[i] - y[i]) * (predictions[i] - y[i]);
            double rmse = Math.Sqrt(squares / y.Length);
            if (best is null || rmse < best.Rmse) best = new Candidate(set, regressor, setting, rmse, predictions);
        }
        return best! with { Errors = [.. best!.Errors.Select((p, i) => p - y[i])] };
    }

    /// <summary>Coefficients of a candidate on the training samples, of sum zero, to be used with a centred Gram row and the mean of y.</summary>
    public static double[] Fit(Candidate candidate, RowMatrix gram, GramRidge ridge, double[] y)
    {
        if (candidate.Regressor == Regressor.GaussianProcess) return ridge.Coefficients(y, candidate.Setting * ridge.MeanValue);
        var response = new RowMatrix(y, y.Length, 1);
        double[] coefficients = new GramPls(gram, response.Minus(response.Mean()), (int)candidate.Setting).Coefficients((int)candidate.Setting).Values;
        double level = coefficients.Average();
        return [.. coefficients.Select(c => c - level)];
    }
}
