using Titer.Control.Estimators;

namespace Titer.Bench.Decide.Estimators;

/// <summary>Gathers the errors, innovations and times of an estimator over the runs of a problem.</summary>
internal sealed class EstimatorFigures(int[] judged, double[] unit, int states)
{
    private const int Lags = 10;

    private readonly EstimationError _error = new(judged, states);
    private readonly NormalisedSquares _nees = new(), _nis = new();
    private readonly List<double> _microseconds = [];
    private double _squares, _smoothed;
    private int _count, _smooth, _runs, _white;
    private Whiteness? _whiteness;

    /// <summary>Root mean square error in the units of the problem.</summary>
    public double Rmse => Math.Sqrt(_squares / _count);

    /// <summary>Mean normalised error squared over its dimension: 1 when errors are as large as the covariance says.</summary>
    public double Nees => _nees.Mean;

    /// <summary>The same of the innovations.</summary>
    public double Nis => _nis.Mean;

    public (double Low, double High) NeesBounds(int runs) => _nees.Bounds(0.95, runs);

    public double MedianMicroseconds => _microseconds.Order().ElementAt(_microseconds.Count / 2);

    /// <summary>The same of what a horizon says of its first time, given all readings since; NaN for a filter.</summary>
    public double SmoothedRmse => Math.Sqrt(_smoothed / _smooth);

    /// <summary>Share of the runs in which the innovations of the first sensor pass for white at 5 %.</summary>
    public double White => (double)_white / _runs;

    public void BeginRun() => _whiteness = new Whiteness(Lags);

    public void EndRun()
    {
        _runs++;
        if (_whiteness!.Probability > 0.05) _white++;
    }

    /// <param name="sensor">Position among the readings of its moment.</param>
    public void Innovation(int sensor, double innovation, double variance)
    {
        _nis.Add(innovation * innovation / variance, 1);
        if (sensor == 0) _whiteness!.Add(innovation / Math.Sqrt(variance));
    }

    public void Smoothed(ReadOnlySpan<double> mean, double[] truth)
    {
        _smoothed += Squares(mean, truth);
        _smooth += judged.Length;
    }

    public void Step(double microseconds, ReadOnlySpan<double> mean, ReadOnlySpan<double> root, double[] truth)
    {
        _microseconds.Add(microseconds);
        _nees.Add(_error.Squared(mean, root, truth), judged.Length);
        _squares += Squares(mean, truth);
        _count += judged.Length;
    }

    private double Squares(ReadOnlySpan<double> mean, double[] truth)
    {
        double sum = 0;
        for (int j = 0; j < judged.Length; j++)
        {
            double error = (mean[judged[j]] - truth[judged[j]]) / unit[j];
            sum += error * error;
        }
        return sum;
    }
}
