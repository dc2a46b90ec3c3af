namespace Titer.Records.Reports;

/// <summary>
/// The span of everything that a trend must show. Uncertainty bands may only widen it by a quarter to each side: the
/// band of a filter that has just begun would squeeze the whole batch flat.
/// </summary>
internal sealed class ValueRange
{
    private double _low = double.PositiveInfinity, _high = double.NegativeInfinity;
    private double _widenedLow = double.PositiveInfinity, _widenedHigh = double.NegativeInfinity;

    public void Include(IEnumerable<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            if (value < _low) _low = value;
            if (value > _high) _high = value;
        }
    }

    /// <summary>Takes in the edge of a band as far as it stays near. To be called after everything is included that must be seen.</summary>
    public void Widen(IEnumerable<double> edge)
    {
        double reach = 0.25 * (_high - _low);
        if (!(reach > 0)) return;
        double floor = _low - reach, ceiling = _high + reach;
        foreach (double value in edge)
        {
            _widenedLow = Math.Min(_widenedLow, Math.Max(value, floor));
            _widenedHigh = Math.Max(_widenedHigh, Math.Min(value, ceiling));
        }
    }

    /// <summary>Limits of the axis, with a margin; a constant sits in the middle, nothing at all gives 0 to 1.</summary>
    public (double Bottom, double Top) Axis()
    {
        if (_low > _high) return (0, 1);
        double low = Math.Min(_low, _widenedLow), high = Math.Max(_high, _widenedHigh);
        // A quantity that is never negative keeps its axis from suggesting that it could be.
        if (_low >= 0) low = Math.Max(low, 0);
        double span = high - low, margin = span > 0 ? 0.08 * span : Math.Max(Math.Abs(high) * 0.1, 0.5);
        return (_low >= 0 && low - margin < 0 ? -0.03 * (high + margin) : low - margin, high + margin);
    }
}
