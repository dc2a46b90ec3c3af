namespace Titer.Sensing.PlateReader;

/// <summary>
/// Repeatability (1 sigma) of one chip from its own readings: second differences d = y[k-1] - (y[k-2] + y[k])/2 have the variance
/// 3/2 sigma^2 whatever the level and slope. Their lower quartile is used, because in a living culture most of the larger ones
/// are real (Gaussian noise: the quartile of |d| is 0.3186 standard deviations); it stands up to 3/4 of contaminated differences.
/// </summary>
internal sealed class RepeatabilityTracker(double resolution)
{
    private const int BinsPerResolution = 4, Bins = 4000;
    private const double QuartileOfGaussian = 0.3186, DeviationOfSecondDifference = 1.2247448713915890;

    // A histogram makes the running quantile exact to a quarter of the resolution and independent of the order of readings.
    private readonly int[] _histogram = new int[Bins];
    private int _count, _quartileBin, _below;

    public void Add(double secondDifference)
    {
        int bin = (int)Math.Min(Math.Abs(secondDifference) / resolution * BinsPerResolution, Bins - 1);
        _histogram[bin]++;
        _count++;
        if (bin < _quartileBin) _below++;
        while (_below * 4 > _count) _below -= _histogram[--_quartileBin];
        while ((_below + _histogram[_quartileBin]) * 4 < _count) _below += _histogram[_quartileBin++];
    }

    /// <summary>Standard deviation of one reading; never below that of rounding to the resolution (JCGM 100:2008, F.2.2.1).</summary>
    public double Sigma
    {
        get
        {
            double rounding = resolution / Math.Sqrt(12);
            if (_count < 8) return 2 * rounding;
            double quartile = (_quartileBin + 0.5) / BinsPerResolution * resolution;
            return Math.Max(rounding, quartile / QuartileOfGaussian / DeviationOfSecondDifference);
        }
    }
}
