namespace Titer.Control.Estimators.Faults;

/// <summary>
/// A live sensor has noise. Compares the mean square of the last <see cref="Differences"/> successive differences (von Neumann, Ann. Math. Stat.
/// 12 (1941) 367) with the calmest that the sensor has shown; less than <see cref="Ratio"/> of it is a frozen sensor: with noise a seventh
/// as large as ever before. Movement only adds to the differences, so a culture at rest is not taken for a fault.
/// What never had noise cannot lose it.
/// </summary>
internal sealed class FreezeDetector
{
    public const int Differences = 10;
    public const double Ratio = 0.02;
    // The calm is forgotten slowly: noise that grew for good counts after some hundred readings.
    private const double Forgetting = 1.01;

    private readonly double[] _squares = new double[Differences];
    private readonly DateTimeOffset[] _times = new DateTimeOffset[Differences];
    private int _count;
    private double _last = double.NaN, _calm = double.PositiveInfinity;
    private DateTimeOffset _lastTime;

    /// <summary>Time of the first of the readings that are all the same; meaningful while the last call gave true.</summary>
    public DateTimeOffset Since { get; private set; }

    public bool IsFrozen { get; private set; }

    public void Add(DateTimeOffset time, double value)
    {
        if (!double.IsNaN(_last))
        {
            int slot = _count++ % Differences;
            _squares[slot] = (value - _last) * (value - _last);
            _times[slot] = _lastTime;
            if (_count >= Differences) Judge();
        }
        (_last, _lastTime) = (value, time);
    }

    private void Judge()
    {
        double mean = 0;
        foreach (double square in _squares) mean += square / Differences;
        IsFrozen = _calm > 0 && mean <= Ratio * _calm && _count >= 3 * Differences;
        if (IsFrozen) Since = _times[_count % Differences];
        else _calm = Math.Min(_calm * Forgetting, mean);
    }
}
