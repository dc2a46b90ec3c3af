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

    /// <summary>Marks what lies below the level at which a common fall began.</summary>
    public void MarkCommon(double since)
    {
        int first = IndexAt(since - 1e-9);
        if (first >= Count) return;
        double below = _values[first] - Math.Max(3, 4 * Noise);
        for (int i = first; i < Count; i++) _common[i] = _values[i] < below;
    }

    /// <summary>Median of the reading and its two neighbours in time.</summary>
    public double Smooth(int i)
    {
        if (i == 0 || i == Count - 1) return Count < 2 ? _values[i] : i == 0 ? Math.Min(_values[0], _values[1]) : Math.Min(_values[i], _values[i - 1]);
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
    /// Is the reading in a passing dip: clearly below what the oxygen was within the window before, and came back to within the window after?
    /// </summary>
    public bool InDip(int i, int end)
    {
        double before = _values[i], after = _values[i];
        for (int k = i; k >= 0 && _hours[k] >= _hours[i] - Window; k--) before = Math.Max(before, Smooth(k));
        for (int k = i; k < end && _hours[k] <= _hours[i] + Window; k++) after = Math.Max(after, Smooth(k));
        double depth = before - _values[i];
        return after - _values[i] > Math.Max(4 * Noise, 1) && before - after <= 0.25 * depth + 2 * Noise;
    }

    private double QuartileNoise()
    {
        int n = Math.Min(Count - 2, 512), first = Count - 2 - n;
        double[] d = new double[n];
        for (int i = 0; i < n; i++) d[i] = Math.Abs(_values[first + i + 1] - (_values[first + i] + _values[first + i + 2]) / 2);
        Array.Sort(d);
        return d[n / 4] / 0.3186 / Math.Sqrt(1.5);
    }
}
