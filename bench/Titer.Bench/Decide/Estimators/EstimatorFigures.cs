using Titer.Control.Estimators;

namespace Titer.Bench.Decide.Estimators;

/// <summary>Gathers the errors, innovations and times of an estimator over the runs of a problem.</summary>
internal sealed class EstimatorFigures(int[] judged, double[] unit, int states)
{
    private readonly EstimationError _error = new(judged, states);
    private readonly NormalisedSquares _nees = new(), _nis = new();
    private readonly List<double> _microseconds = [];
    private double _squares;
    private int _count;

    /// <summary>Root mean square error in the units of the problem.</summary>
    public double Rmse => Math.Sqrt(_squares / _count);

    /// <summary>Mean normalised error squared over its dimension: 1 when errors are as large as the covariance says.</summary>
    public double Nees => _nees.Mean;

    /// <summary>The same of the innovations.</summary>
    public double Nis => _nis.Mean;

    public (double Low, double High) NeesBounds(int runs) => _nees.Bounds(0.95, runs);

    public double MedianMicroseconds => _microseconds.Order().ElementAt(_microseconds.Count / 2);

    public void Innovation(double innovation, double variance) => _nis.Add(innovation * innovation / variance, 1);

    public void Step(double microseconds, ReadOnlySpan<double> mean, ReadOnlySpan<double> root, double[] truth)
    {
        _microseconds.Add(microseconds);
        _nees.Add(_error.Squared(mean, root, truth), judged.Length);
        for (int j = 0; j < judged.Length; j++)
        {
            double error = (mean[judged[j]] - truth[judged[j]]) / unit[j];
            _squares += error * error;
            _count++;
        }
    }
}
