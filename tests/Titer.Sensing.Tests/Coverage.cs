namespace Titer.Sensing.Tests;

/// <summary>Counts how often the 95 % interval of a measurement holds the truth.</summary>
internal sealed class Coverage
{
    private long _inside, _all;
    private double _squares;

    public double Fraction => (double)_inside / _all;

    /// <summary>Root mean square of error over stated uncertainty: 1 when the statement is right.</summary>
    public double Ratio => Math.Sqrt(_squares / _all);

    public void Add(double value, double u, double truth)
    {
        double z = (value - truth) / u;
        _all++;
        _squares += z * z;
        if (Math.Abs(z) <= 1.96) _inside++;
    }
}
