using Titer.Batch;

namespace Titer.App.Hosting;

/// <summary>In how much batch time a phase ends at the latest by its clocks alone: what a reading or a person may end sooner, or not at all.</summary>
internal static class TransitionClock
{
    /// <summary>Null when no clock ends it; zero when the clock has run out and something else is waited for.</summary>
    public static TimeSpan? Left(Phase phase, BatchState state)
    {
        TimeSpan batch = state.Time is { } now && state.Started is { } start ? now - start : TimeSpan.Zero;
        return Left(phase.Until.Condition, state.Elapsed, batch);
    }

    private static TimeSpan? Left(Condition condition, TimeSpan elapsed, TimeSpan batch) => condition switch
    {
        ClockComparison { Comparison: Comparison.Greater or Comparison.GreaterOrEqual } clock =>
            clock.Time - (clock.Clock == Clock.Elapsed ? elapsed : batch) is { Ticks: > 0 } left ? left : TimeSpan.Zero,
        AnyOf any => (Left(any.Left, elapsed, batch), Left(any.Right, elapsed, batch)) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            var (a, b) => a ?? b,
        },
        AllOf all => (Left(all.Left, elapsed, batch), Left(all.Right, elapsed, batch)) is ({ } a, { } b) ? (a > b ? a : b) : null,
        _ => null,
    };
}
