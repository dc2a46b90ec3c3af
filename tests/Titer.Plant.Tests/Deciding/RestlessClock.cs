namespace Titer.Plant.Tests.Deciding;

/// <summary>
/// A machine that is busy with other things now and then: most looks at the clock are <paramref name="quick"/> apart, every so many
/// <paramref name="slow"/>.
/// </summary>
internal sealed class RestlessClock(double quick, double slow, int every) : TimeProvider
{
    private long _looks;
    private double _milliseconds;

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp()
    {
        _milliseconds += ++_looks % every == 0 ? slow : quick;
        return (long)(_milliseconds * 1000);
    }
}
