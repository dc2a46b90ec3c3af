using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Autocorrelation of the normalised innovations of one sensor: those of a consistent filter are white (Bar-Shalom, Li and Kirubarajan 2001,
/// sec. 5.4.2). Constant memory; add them in the order of time.
/// </summary>
/// <param name="lags">Largest lag.</param>
public sealed class Whiteness(int lags)
{
    private readonly double[] _past = new double[lags], _products = new double[lags];
    private double _squares;

    public int Count { get; private set; }

    /// <param name="normalised">Innovation over its expected standard deviation.</param>
    public void Add(double normalised)
    {
        for (int lag = 1; lag <= Math.Min(lags, Count); lag++) _products[lag - 1] += normalised * _past[(Count - lag) % lags];
        _past[Count % lags] = normalised;
        _squares += normalised * normalised;
        Count++;
    }

    /// <summary>Correlation of innovations a lag apart, 1 to the largest lag.</summary>
    public double Correlation(int lag) => _products[lag - 1] / _squares;

    /// <summary>
    /// Probability that white innovations are as correlated as these over all lags (portmanteau of G. M. Ljung, G. E. P. Box, Biometrika 65 (1978)
    /// 297). Small: the filter leaves something unexplained.
    /// </summary>
    public double Probability
    {
        get
        {
            double sum = 0;
            for (int lag = 1; lag <= lags; lag++) sum += Correlation(lag) * Correlation(lag) / (Count - lag);
            return 1 - ChiSquareDistribution.Cumulative(Count * (Count + 2.0) * sum, lags);
        }
    }
}
