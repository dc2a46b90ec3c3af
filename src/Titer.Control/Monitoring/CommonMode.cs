namespace Titer.Control.Monitoring;

/// <summary>
/// What most cultures do in the same minutes: steep falls of oxygen (a feed by the robot, a pause of the shaker or stirrer) and the
/// return from them. It is a property of the platform, so a fall that it explains is no growth, and the return no exhaustion.
/// </summary>
internal sealed class CommonMode
{
    /// <summary>Share of the cultures with a signal that must take part.</summary>
    private const double Share = 0.6;
    private const int FewestCultures = 3;
    /// <summary>A common fall that has not come back after this long, h, is the new state of the cultures.</summary>
    private const double Longest = 1;

    private bool _risen;

    /// <summary>Start of the common fall that is going on, h; null outside of one.</summary>
    public double? Since { get; private set; }

    /// <summary>Within a common fall, before its return.</summary>
    public bool Low => Since is not null && !_risen;

    /// <summary>Number of common falls so far.</summary>
    public int Falls { get; private set; }

    /// <returns>true when a common fall begins with this read-out.</returns>
    public bool Update(double hours, IReadOnlyList<CultureMonitor> cultures)
    {
        int live = 0, falling = 0, rising = 0;
        double begun = hours;
        foreach (CultureMonitor culture in cultures)
        {
            int step = culture.Steep(hours, out double start);
            if (step == CultureMonitor.NoSignal) continue;
            live++;
            if (step < 0) { falling++; begun = Math.Min(begun, start); }
            if (step > 0) rising++;
        }
        if (live < FewestCultures) return false;
        if (Since is { } since)
        {
            // The return is over when cultures have risen together and do so no more.
            if (rising >= Share * live) _risen = true;
            else if (_risen && falling < Share * live) (Since, _risen) = (null, false);
            if (hours - since > Longest) (Since, _risen) = (null, false);
            return false;
        }
        if (falling < Share * live) return false;
        (Since, _risen) = (begun, false);
        Falls++;
        return true;
    }
}
