namespace Titer.Sensing.Electrophoresis;

/// <summary>
/// Length against time by the ladder: a monotone cubic through (t, ln N) of marker and ladder (F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput.
/// 5 (1984) 300-304), beyond the last strand its last slope.
/// </summary>
internal sealed class LadderCurve
{
    private readonly double[] _t, _y, _slope;

    /// <param name="seconds">Rising.</param>
    /// <param name="lengths">Rising, nucleotides.</param>
    public LadderCurve(ReadOnlySpan<double> seconds, ReadOnlySpan<int> lengths)
    {
        int n = seconds.Length;
        (_t, _y, _slope) = (seconds.ToArray(), new double[n], new double[n]);
        for (int i = 0; i < n; i++) _y[i] = Math.Log(lengths[i]);
        for (int i = 1; i < n - 1; i++)
        {
            double left = _t[i] - _t[i - 1], right = _t[i + 1] - _t[i], a = Secant(i - 1), b = Secant(i);
            double w = (left + 2 * right) / (3 * (left + right)); // all secants are positive
            _slope[i] = a * b / (w * b + (1 - w) * a);
        }
        (_slope[0], _slope[n - 1]) = (Secant(0), Secant(n - 2));
    }

    /// <summary>Nucleotides at a time, s.</summary>
    public double Length(double seconds) => Math.Exp(Value(seconds, out _));

    /// <summary>d ln N / dt, 1/s.</summary>
    public double Slope(double seconds)
    {
        Value(seconds, out double slope);
        return slope;
    }

    /// <summary>s of a length, by bisection.</summary>
    public double Seconds(double length)
    {
        double low = 0, high = 2 * _t[^1], target = Math.Log(length);
        for (int k = 0; k < 60; k++)
        {
            double middle = 0.5 * (low + high);
            if (Value(middle, out _) < target) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }

    private double Secant(int i) => (_y[i + 1] - _y[i]) / (_t[i + 1] - _t[i]);

    private double Value(double seconds, out double slope)
    {
        int n = _t.Length, i = 0;
        if (seconds <= _t[0] || seconds >= _t[n - 1])
        {
            int end = seconds <= _t[0] ? 0 : n - 1;
            slope = _slope[end];
            return _y[end] + slope * (seconds - _t[end]);
        }
        while (seconds > _t[i + 1]) i++;
        double h = _t[i + 1] - _t[i], s = (seconds - _t[i]) / h, secant = Secant(i), a = _slope[i] - secant, b = _slope[i + 1] - secant;
        // Hermite's cubic about the secant.
        slope = secant + a * (1 - s) * (1 - 3 * s) - b * s * (2 - 3 * s);
        return _y[i] + secant * h * s + h * s * (1 - s) * (a * (1 - s) - b * s);
    }
}
