namespace Titer.Tests;

/// <summary>A clock that goes so many times faster than the machine's, timers too.</summary>
internal sealed class FastClock(double times) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();
    private readonly DateTimeOffset _start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private long _passed;

    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks((long)(System.GetElapsedTime(_began).Ticks * times) + Interlocked.Read(ref _passed));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    /// <summary>Puts the clock forward.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    private TimeSpan Scaled(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, (long)(time.Ticks / times)));
}
