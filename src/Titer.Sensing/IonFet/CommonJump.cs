namespace Titer.Sensing.IonFet;

/// <summary>
/// All sites jumping together faster than any process: the common reference is lost. Latched: a jump is over when the array is back
/// near the last value before it, and not because time has passed.
/// </summary>
/// <param name="fastestProcess">[pH]/min that no process reaches in a stirred vessel.</param>
internal sealed class CommonJump(double fastestProcess)
{
    // An array that jumped may have been moved by the process meanwhile: this much per hour, at most.
    private const double WanderPerHour = 0.1, LongestWander = 0.5;
    private DateTimeOffset _lastGood = DateTimeOffset.MinValue;
    private double _lastPH;
    private bool _jumped;

    /// <summary>Judges the next value of all sites; one that has not jumped is what the next is held against.</summary>
    public bool Jumps(double pH, DateTimeOffset time)
    {
        if (_lastGood != DateTimeOffset.MinValue)
        {
            double hours = Math.Max(0, (time - _lastGood).TotalHours);
            double allowed = _jumped || hours > 0.5
                ? fastestProcess + Math.Min(LongestWander, WanderPerHour * hours)
                : fastestProcess * Math.Max(1, hours * 60);
            // After a pause of frames the process may have moved at will; only an array that was seen jumping stays latched.
            _jumped = (_jumped || hours <= 0.5) && Math.Abs(pH - _lastPH) > allowed;
        }
        if (!_jumped) (_lastPH, _lastGood) = (pH, time);
        return _jumped;
    }
}
