using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>What the calibration says about each sample when its part was left out of everything: search, weights, fit, domain.</summary>
/// <param name="Value">Predicted values, one per sample.</param>
/// <param name="T2">Hotelling's T2.</param>
/// <param name="Q">Residual.</param>
internal sealed record OuterPredictions(double[] Value, double[] T2, double[] Q);

/// <summary>The outer cross-validation (S. Varma, R. Simon, BMC Bioinformatics 7 (2006) 91: choices made inside, error counted outside).</summary>
internal static class NestedCrossValidation
{
    /// <param name="progress">Told the number of parts done, and of all; by any thread.</param>
    public static OuterPredictions Run(TrainingSet data, GramStore store, SearchPool pool, Folds outer, Action<int, int>? progress)
    {
        var result = new OuterPredictions(new double[data.Samples], new double[data.Samples], new double[data.Samples]);
        int done = 0;
        Parallel.For(0, outer.Count, f =>
        {
            int[] test = outer.Test[f];
            (double Value, double T2, double Q)[] predictions = new TrainedPart(data, store, pool, outer.Training[f]).Predict(test);
            for (int i = 0; i < test.Length; i++)
                (result.Value[test[i]], result.T2[test[i]], result.Q[test[i]]) = predictions[i];
            progress?.Invoke(Interlocked.Increment(ref done), outer.Count);
        });
        return result;
    }
}
