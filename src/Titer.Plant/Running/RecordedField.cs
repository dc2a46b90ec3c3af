using Titer.Core;
using Titer.Field;

namespace Titer.Plant.Running;

/// <summary>A field that gives the frames of a record again; commands go nowhere.</summary>
public sealed class RecordedField : IField
{
    public RecordedTick? Tick { get; set; }

    public bool Read(DateTimeOffset now, List<Frame> frames)
    {
        frames.AddRange(Tick!.Frames);
        return !Tick.EndOfData;
    }

    public void Act(DateTimeOffset now, IReadOnlyList<Command> commands) { }
}
