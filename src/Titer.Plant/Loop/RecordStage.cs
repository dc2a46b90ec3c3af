namespace Titer.Plant.Loop;

/// <summary>Every arrow of the tick to the journal.</summary>
public sealed class RecordStage(IJournal journal) : IStage
{
    public void Run(LoopTick tick) => journal.Write(tick);
}
