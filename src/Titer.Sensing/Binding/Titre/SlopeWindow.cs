namespace Titer.Sensing.Binding;

/// <summary>
/// A straight line through readings as they come, by sums about the first one; nothing is kept of the readings. A mutable struct for the
/// steady state of a sensor.
/// </summary>
public struct SlopeWindow
{
    private double _t0, _y0, _n, _t, _y, _tt, _ty, _yy;

    public readonly int Count => (int)_n;

    /// <summary>Mean of the readings.</summary>
    public readonly double Mean => _y0 + _y / _n;

    public void Add(double time, double value)
    {
        if (_n == 0) (_t0, _y0) = (time, value);
        double t = time - _t0, y = value - _y0;
        _n++;
        _t += t;
        _y += y;
        _tt += t * t;
        _ty += t * y;
        _yy += y * y;
    }

    /// <summary>Slope, and its uncertainty from the scatter about the line; NaN with fewer than three readings.</summary>
    public readonly (double Slope, double Uncertainty) Line()
    {
        if (_n < 3) return (double.NaN, double.NaN);
        double stt = _tt - _t * _t / _n, sty = _ty - _t * _y / _n, syy = _yy - _y * _y / _n, slope = sty / stt;
        return (slope, Math.Sqrt(Math.Max(0, syy - slope * sty) / (_n - 2) / stt));
    }

    /// <summary>
    /// Slope of the least-squares line over [0, W] through (1 - exp(-k t)) / k, with x = k W: what the filling of a surface makes of an
    /// initial slope of 1.
    /// </summary>
    public static double Filling(double x) =>
        x < 1e-3 ? 1 - 0.5 * x : 12 / x * (0.5 * (1 - Math.Exp(-x)) / x - (1 - Math.Exp(-x) * (1 + x)) / (x * x));
}
