namespace Titer.Plant.Loop;

/// <summary>Where the loop writes every arrow: a record that grows, or a record that is compared with in replay.</summary>
public interface IJournal
{
    void Write(LoopTick tick);
}
