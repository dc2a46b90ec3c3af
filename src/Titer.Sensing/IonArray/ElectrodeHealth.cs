namespace Titer.Sensing.IonArray;

/// <summary>What the readings of one electrode say about it alone: how noisy it is, and for how long it has not moved.</summary>
internal sealed class ElectrodeHealth
{
    // Second differences averaged over about this many read-outs; their variance is 6 sigma^2 in white noise.
    private const double Averaged = 60;
    // A run is no chance when its probability is below this; a reading repeats by chance more often than it used to, in a steady medium.
    private const double NoChance = 1e-6, LeastRepeat = 0.2, MostRepeat = 0.9;
    private double _previous = double.NaN, _before = double.NaN, _square;
    private int _count, _repeats, _readings;

    /// <summary>Read-outs without any change.</summary>
    public int UnchangedRun { get; private set; }

    /// <summary>
    /// Read-outs without change that are no chance while the medium moves, from how often this electrode has repeated a reading before: 9 where
    /// it never did, more for a converter of few bits.
    /// </summary>
    public int LongestRun
    {
        get
        {
            int readings = _readings - UnchangedRun, repeats = _repeats - UnchangedRun;
            double repeat = readings < 30 ? MostRepeat : Math.Clamp(2.0 * repeats / readings, LeastRepeat, MostRepeat);
            return (int)Math.Ceiling(Math.Log(NoChance) / Math.Log(repeat));
        }
    }

    /// <summary>Noise of one read-out from second differences, V; NaN before there are enough.</summary>
    public double Noise => _count >= Averaged / 2 ? Math.Sqrt(_square / 6) : double.NaN;

    public void Add(double volts)
    {
        if (double.IsNaN(volts)) return;
        UnchangedRun = volts == _previous ? UnchangedRun + 1 : 0;
        _readings++;
        if (UnchangedRun > 0) _repeats++;
        double d = volts - 2 * _previous + _before;
        if (!double.IsNaN(d))
        {
            // One spike is no growing noise: a second difference counts for at most ten times what is usual.
            double square = _count >= Averaged / 2 ? Math.Min(d * d, 10 * _square + 1e-16) : d * d;
            _count++;
            _square += (square - _square) / Math.Min(_count, Averaged);
        }
        (_before, _previous) = (_previous, volts);
    }
}
