namespace Titer.Control.Estimators.Faults;

/// <summary>
/// Watches an isolated sensor for the time when it agrees again with an estimate that does without it: for <see cref="Time"/>, or for two readings
/// where they come more seldom, the mean innovation is within its own uncertainty and far below the fault. While the estimate is too uncertain
/// to see the fault, agreement proves nothing and the sensor stays out: a pH chip then waits for the next sample of the laboratory.
/// </summary>
internal sealed class Agreement(SensorFault fault, DateTimeOffset isolated)
{
    public static readonly TimeSpan Time = TimeSpan.FromHours(3);

    // Far below is a third; to see the fault is to see it at three sigma.
    private const double Remains = 1.0 / 3, Seen = 3;

    private readonly List<(DateTimeOffset Time, double Innovation, double Spread, double Noise)> _window = [];
    private DateTimeOffset _from = isolated;
    private double _largest = Math.Abs(fault.ErrorAt(isolated));

    /// <summary>The sensor has agreed long enough once since it was isolated, and not differed since.</summary>
    public bool Holds { get; private set; }

    /// <param name="spread">Variance of what is expected.</param>
    /// <param name="noise">Variance of the reading about it.</param>
    public void Add(DateTimeOffset time, double innovation, double spread, double noise)
    {
        if (time <= _from) return;
        _window.Add((time, innovation, spread, noise));
        while (_window.Count > 2 && time - _window[0].Time > Time) _window.RemoveAt(0);
        if (time - _window[0].Time < 0.9 * Time) return;
        double mean = 0, variance = 0;
        foreach ((_, double nu, double s, double r) in _window)
        {
            mean += nu / _window.Count;
            // Half of a stated uncertainty may be an offset that does not average out.
            variance += (s + r / _window.Count + 0.25 * r) / _window.Count;
        }
        double sigma = Math.Sqrt(variance), error = Math.Abs(mean);
        bool agrees = error < 2 * sigma && (fault.Kind == FaultKind.Freeze || (error < Remains * _largest && _largest > Seen * sigma));
        bool differs = error > 3 * sigma;
        if (!(_largest > error)) _largest = error;
        Holds = agrees || (Holds && !differs);
    }

    /// <summary>Agreement counts from this time on only.</summary>
    public void Wait(DateTimeOffset time)
    {
        _from = time;
        _window.Clear();
        Holds = false;
    }

    /// <summary>Forgets what came after a time that the filter goes back to.</summary>
    public void Rewind(DateTimeOffset time)
    {
        _window.RemoveAll(w => w.Time > time);
        Holds = false;
    }
}
