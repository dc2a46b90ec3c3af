namespace Titer.Bench.Mrna.SoftSensor;

/// <summary>Estimates of one quantity against the truth.</summary>
internal sealed class Score
{
    private const double Normal95 = 1.959963984540054;
    private readonly List<(double Truth, double Estimate, double Uncertainty)> _pairs = [];

    public void Add(double truth, double estimate, double uncertainty) => _pairs.Add((truth, estimate, uncertainty));

    public void Add(Score other) => _pairs.AddRange(other._pairs);

    /// <summary>1 - residual over total sum of squares about the mean of the truth: below 0 the mean would have been the better estimate.</summary>
    public double R2
    {
        get
        {
            double mean = _pairs.Average(p => p.Truth);
            return 1 - _pairs.Sum(p => (p.Truth - p.Estimate) * (p.Truth - p.Estimate)) / _pairs.Sum(p => (p.Truth - mean) * (p.Truth - mean));
        }
    }

    public double RootMeanSquare => Math.Sqrt(_pairs.Average(p => (p.Truth - p.Estimate) * (p.Truth - p.Estimate)));

    /// <summary>Mean half-width of the 95 % interval.</summary>
    public double HalfWidth => _pairs.Average(p => Normal95 * p.Uncertainty);

    /// <summary>Share of the truths within their 95 % interval.</summary>
    public double Coverage => _pairs.Average(p => Math.Abs(p.Truth - p.Estimate) <= Normal95 * p.Uncertainty ? 1.0 : 0);
}
