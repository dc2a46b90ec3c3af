namespace Titer.App.Commands.Importing;

/// <summary>
/// The time of what is imported: an entry is as late as the latest measurement before its end, as a simulated batch has the time of its loop. Timers
/// run by the machine. One thread moves it, another asks.
/// </summary>
internal sealed class ImportClock(DateTimeOffset begin) : TimeProvider
{
    private long _ticks = begin.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Reach(DateTimeOffset time)
    {
        if (time.UtcTicks > _ticks) Interlocked.Exchange(ref _ticks, time.UtcTicks);
    }
}
