using Titer.Batch;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>What one turn of the loop has gathered so far: each stage reads what the stages before it wrote and appends its own arrow.</summary>
public sealed class LoopTick
{
    public DateTimeOffset Now { get; private set; }

    /// <summary>Time since the tick before, h; 0 in the first.</summary>
    public double Hours { get; private set; }

    /// <summary>The field will never give another frame.</summary>
    public bool EndOfData { get; set; }

    public List<OperatorAction> Actions { get; } = [];
    public List<Frame> Frames { get; } = [];
    public List<Measurement> Measurements { get; } = [];
    public List<Estimate> Estimates { get; } = [];
    public List<Decision> Decisions { get; } = [];
    public List<Command> Commands { get; } = [];
    public List<Event> Events { get; } = [];

    internal void Begin(DateTimeOffset now, IEnumerable<OperatorAction> actions)
    {
        Hours = Now == default ? 0 : (now - Now).TotalHours;
        Now = now;
        Actions.Clear();
        Actions.AddRange(actions);
        Frames.Clear();
        Measurements.Clear();
        Estimates.Clear();
        Decisions.Clear();
        Commands.Clear();
        Events.Clear();
    }
}
