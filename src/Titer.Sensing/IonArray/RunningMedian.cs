namespace Titer.Sensing.IonArray;

/// <summary>Median of what was added since a time; the values live in a ring of fixed size.</summary>
internal sealed class RunningMedian(int capacity)
{
    private readonly long[] _times = new long[capacity];
    private readonly double[] _values = new double[capacity], _sorted = new double[capacity];
    private int _next, _count;

    public void Add(long time, double value)
    {
        (_times[_next], _values[_next]) = (time, value);
        _next = (_next + 1) % capacity;
        _count = Math.Min(_count + 1, capacity);
    }

    /// <summary>Median of the values after <paramref name="after"/>, NaN when there is none.</summary>
    public double After(long after, out int count)
    {
        count = 0;
        for (int i = 0; i < _count; i++)
            if (_times[i] > after) _sorted[count++] = _values[i];
        return MedianOf(_sorted.AsSpan(0, count));
    }

    public void Clear() => (_next, _count) = (0, 0);

    /// <summary>Sorts <paramref name="values"/>; NaN when empty.</summary>
    public static double MedianOf(Span<double> values)
    {
        if (values.IsEmpty) return double.NaN;
        values.Sort();
        return 0.5 * (values[(values.Length - 1) / 2] + values[values.Length / 2]);
    }
}
