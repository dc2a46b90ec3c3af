using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Gathers normalised squares e' P^-1 e of errors or innovations and judges whether an estimator is as good as it says (Y. Bar-Shalom, X. R. Li,
/// T. Kirubarajan, Estimation with Applications to Tracking and Navigation 2001, ch. 5.4). Of a consistent estimator the mean is the dimension, and
/// N independent squares sum up to a chi-square number of N times as many degrees of freedom. Above the bounds it is overconfident, below too
/// cautious.
/// </summary>
public sealed class NormalisedSquares
{
    private double _sum, _degrees;

    /// <summary>How many were added.</summary>
    public int Count { get; private set; }

    /// <summary>Mean over the degrees of freedom: 1 for a consistent estimator.</summary>
    public double Mean => _sum / _degrees;

    /// <param name="dimension">Of e.</param>
    public void Add(double square, int dimension)
    {
        _sum += square;
        _degrees += dimension;
        Count++;
    }

    /// <summary>
    /// Between which <see cref="Mean"/> is with this probability if the squares are independent. Those along one run are not when they are errors:
    /// then <paramref name="independent"/> says how many of them are, as a rule the number of runs.
    /// </summary>
    public (double Low, double High) Bounds(double probability, int independent)
    {
        double degrees = _degrees * independent / Count, tail = 0.5 * (1 - probability);
        return (ChiSquareDistribution.Quantile(tail, degrees) / degrees, ChiSquareDistribution.Quantile(1 - tail, degrees) / degrees);
    }
}
