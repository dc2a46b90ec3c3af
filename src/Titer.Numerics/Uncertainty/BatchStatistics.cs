namespace Titer.Numerics;

/// <summary>Running mean and spread of the four figures of each batch of trials (JCGM 101, 7.9.4 e-g; Welford's recurrence).</summary>
internal sealed class BatchStatistics
{
    private readonly double[] _mean = new double[4], _square = new double[4];

    public int Count { get; private set; }

    public void Add(double mean, double deviation, double low, double high)
    {
        Count++;
        ReadOnlySpan<double> figures = [mean, deviation, low, high];
        for (int i = 0; i < 4; i++)
        {
            double off = figures[i] - _mean[i];
            _mean[i] += off / Count;
            _square[i] += off * (figures[i] - _mean[i]);
        }
    }

    /// <summary>Whether twice the standard deviation of the average of every figure is at most the tolerance.</summary>
    public bool Within(double tolerance)
    {
        foreach (double square in _square)
            if (2 * Math.Sqrt(square / (Count * (Count - 1.0))) > tolerance) return false;
        return true;
    }
}
