using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>What a batch had of one chip.</summary>
internal sealed class ChipUse(Frame first)
{
    public DateTimeOffset First { get; } = first.Time;
    public DateTimeOffset Last { get; private set; } = first.Time;
    public long Frames { get; private set; }

    /// <summary>Read-outs whose numbers were left out.</summary>
    public long Lost { get; private set; }

    /// <summary>Raw values by name.</summary>
    public SortedSet<string> Channels { get; } = new(StringComparer.Ordinal);

    private long _sequence = first.Sequence - 1;

    public void Add(Frame frame)
    {
        Frames++;
        if (frame.Time > Last) Last = frame.Time;
        if (frame.Sequence > _sequence + 1) Lost += frame.Sequence - _sequence - 1;
        _sequence = Math.Max(_sequence, frame.Sequence);
        foreach (Channel channel in frame.Channels) Channels.Add(channel.Name);
    }
}
