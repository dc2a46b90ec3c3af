namespace Titer.Control.Controllers;

/// <summary>The deadline of real time: a decision may take <paramref name="budget"/> from its beginning, by the clock that the host gives.</summary>
public sealed class ClockDeadline(TimeProvider clock, TimeSpan budget) : IDeadline
{
    private long _begun;

    public void Begin(string controller) => _begun = clock.GetTimestamp();

    public bool IsUp(int iterations) => clock.GetElapsedTime(_begun) >= budget;
}
