namespace Titer.Design.Calibration;

/// <summary>How well predictions agree with observations of one kind.</summary>
/// <param name="Count">Observations.</param>
/// <param name="R2">1 - residual over total sum of squares, without weights; NaN when the observations do not differ.</param>
/// <param name="MeanAbsoluteError">In the observations' unit.</param>
public readonly record struct Agreement(int Count, double R2, double MeanAbsoluteError)
{
    /// <param name="pairs">Observed and predicted.</param>
    public static Agreement Of(IReadOnlyCollection<(double Observed, double Predicted)> pairs)
    {
        if (pairs.Count == 0) return new(0, double.NaN, double.NaN);
        double mean = pairs.Average(p => p.Observed), total = pairs.Sum(p => (p.Observed - mean) * (p.Observed - mean));
        double left = pairs.Sum(p => (p.Observed - p.Predicted) * (p.Observed - p.Predicted));
        return new(pairs.Count, total > 0 ? 1 - left / total : double.NaN, pairs.Average(p => Math.Abs(p.Observed - p.Predicted)));
    }

    /// <summary>By group of experiments and state, in the order of the experiments.</summary>
    public static IEnumerable<(string Group, int State, Agreement Agreement)> ByResponse(IEnumerable<Experiment> experiments,
        IReadOnlyList<double> predicted)
    {
        var rows = experiments.SelectMany(e => e.Observations.Select(o => (e.Group, Observation: o))).Zip(predicted, (e, p) =>
            (e.Group, e.Observation, Predicted: p));
        foreach (var same in rows.GroupBy(r => (r.Group, r.Observation.State)))
            yield return (same.Key.Group, same.Key.State, Of([.. same.Select(r => (r.Observation.Value, r.Predicted))]));
    }
}
