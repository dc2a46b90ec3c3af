namespace Titer.Control.Monitoring;

/// <summary>
/// The usable oxygen readings of one culture so far and what is derived from them: noise, steep moves, and the upper envelope,
/// the highest oxygen (median of three) within <see cref="Window"/>. Feeds and pauses of mixing only ever lower the oxygen and
/// pass within minutes, so the envelope goes on undisturbed above them (the dilation of mathematical morphology, Serra 1982).
/// </summary>
internal sealed class OxygenHistory
{
    /// <summary>Width of the envelope, h: longer than a dip, shorter than growth takes.</summary>
    public const double Window = 0.25;

    private readonly List<double> _hours = [], _values = [];
    private readonly List<bool> _common = [];

    public int Count => _hours.Count;
    public double Hours(int i) => _hours[i];
    public double Value(int i) => _values[i];
    /// <summary>Was this reading part of a fall of most cultures together?</summary>
    public bool IsCommon(int i) => _common[i];
    public double Last => _hours[^1];

    /// <summary>Standard deviation of one reading, from the lower quartile of second differences; robust against real swings.</summary>
    public double Noise { get; private set; } = 0.5;

    public void Add(double hours, double value)
    {
        _hours.Add(hours);
        _values.Add(value);
        _common.Add(false);
        if (Count >= 16 && (Count % 16 == 0)) Noise = Math.Max(0.05, QuartileNoise());
    }

    /// <summary>The readings after a time are part of a common fall.</summary>
    public void MarkCommon(double since)
    {
        for (int i = Count - 1; i >= 0 && _hours[i] > since; i--) _common[i] = true;
    }

    /// <summary>Median of the reading and its two neighbours in time.</summary>
    public double Smooth(int i)
    {
        if (Count < 2) return _values[i];
        if (i == 0) return Math.Min(_values[0], _values[1]);
        if (i == Count - 1) return Math.Min(_values[i], _values[i - 1]);
        double a = _values[i - 1], b = _values[i], c = _values[i + 1];
        return Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
    }

    /// <summary>Highest smoothed oxygen from <paramref name="from"/> (h) on.</summary>
    public double Highest(double from)
    {
        double highest = Smooth(Count - 1);
        for (int i = Count - 2; i >= 0 && (_hours[i] >= from || i >= Count - 5); i--) highest = Math.Max(highest, Smooth(i));
        return highest;
    }

    /// <summary>Index of the first reading at or after a time.</summary>
    public int IndexAt(double hours)
    {
        int i = _hours.BinarySearch(hours);
        return i >= 0 ? i : ~i;
    }

    /// <summary>
    /// Is the reading in a passing dip: clearly below what the oxygen was before and came back to? Before and after are the window to
    /// either side, or the ends of a common fall, which may be longer.
    /// </summary>
    public bool InDip(int i, int end)
    {
        double value = _values[i], before = value, after = value;
        for (int k = i; k >= 0 && _hours[k] >= _hours[i] - Window; k--) before = Math.Max(before, Smooth(k));
        for (int k = i; k < end && _hours[k] <= _hours[i] + Window; k++) after = Math.Max(after, Smooth(k));
        if (CameBack(value, before, after)) return true;
        if (!_common[i]) return false;
        int first = i, last = i;
        while (first > 0 && _common[first]) first--;
        while (last < end - 1 && _common[last]) last++;
        for (int k = last; k < Math.Min(last + 4, end); k++) after = Math.Max(after, _values[k]);
        // Cultures are reached one after the other: this one may have fallen a little before most did.
        before = value;
        for (int k = first; k >= Math.Max(0, first - 3); k--) before = Math.Max(before, _values[k]);
        return CameBack(value, before, after);
    }

    private bool CameBack(double value, double before, double after) =>
        after - value > Math.Max(4 * Noise, 1) && before - after <= 0.15 * (before - value) + 2 * Noise;

    private double QuartileNoise()
    {
        int n = Math.Min(Count - 2, 512), first = Count - 2 - n;
        double[] d = new double[n];
        for (int i = 0; i < n; i++) d[i] = Math.Abs(_values[first + i + 1] - (_values[first + i] + _values[first + i + 2]) / 2);
        Array.Sort(d);
        return d[n / 4] / 0.3186 / Math.Sqrt(1.5);
    }
}
