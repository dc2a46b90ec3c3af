using Titer.Plant.Loop;

namespace Titer.Plant.Running;

/// <summary>A journal that can be exchanged between two ticks: compare while a resumed run catches up, then record.</summary>
public sealed class SwitchingJournal(IJournal first) : IJournal
{
    public IJournal Current { get; set; } = first;

    public void Write(LoopTick tick) => Current.Write(tick);
}
