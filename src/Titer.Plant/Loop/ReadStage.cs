using Titer.Core;
using Titer.Field;

namespace Titer.Plant.Loop;

/// <summary>Chips to frames, through the field's port.</summary>
public sealed class ReadStage(IField field) : IStage
{
    /// <summary>Code of the event by which the loop records that the field will never give another frame.</summary>
    public const string DataEnded = "data.ended";

    private bool _ended;

    public void Run(LoopTick tick)
    {
        tick.EndOfData = !field.Read(tick.Now, tick.Frames);
        if (!tick.EndOfData || _ended) return;
        _ended = true;
        tick.Events.Add(new Event(tick.Now, EventKind.Detection, Severity.Information, "field", DataEnded, "The data has come to its end."));
    }
}
