namespace Titer.Plant.Loop;

/// <summary>
/// One stage of the loop: a function of the tick so far and its own explicit state. Only Read, Act and Record touch the world,
/// through ports.
/// </summary>
public interface IStage
{
    void Run(LoopTick tick);
}
