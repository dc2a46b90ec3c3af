using Titer.Core;
using Titer.Plant.Loop;
using Titer.Records;

namespace Titer.Plant.Running;

/// <summary>Compares every arrow of a tick with the recorded one, as canonical bytes: bit for bit. Remembers the first difference.</summary>
public sealed class ComparingJournal : IJournal
{
    private readonly CanonicalWriter _writer = new();
    private int _at;

    public RecordedTick? Tick { get; set; }

    /// <summary>Entries found equal so far.</summary>
    public long Equal { get; private set; }

    /// <summary>Number of the first entry that differs, and how; null while all are equal.</summary>
    public (long Entry, string How)? Difference { get; private set; }

    public void Write(LoopTick tick)
    {
        _at = 0;
        foreach (Frame frame in tick.Frames) Compare(EntryKind.Frame, _writer.Write(frame), frame.Source);
        foreach (Measurement m in tick.Measurements) Compare(EntryKind.Measurement, _writer.Write(m), m.Tag.Name);
        foreach (Estimate e in tick.Estimates) Compare(EntryKind.Estimate, _writer.Write(e), e.Source);
        foreach (Decision d in tick.Decisions) Compare(EntryKind.Decision, _writer.Write(d), d.Controller);
        foreach (Command c in tick.Commands) Compare(EntryKind.Command, _writer.Write(c), c.Actuator.Name);
        foreach (Event e in tick.Events) Compare(EntryKind.Event, _writer.Write(e), e.Code);
        if (_at < Tick!.Entries.Count)
            Differs(Tick.Entries[_at].Number, $"the record has {Tick.Entries.Count - _at} entries more in this tick than the replay");
    }

    private void Compare(EntryKind kind, ReadOnlySpan<byte> payload, string what)
    {
        if (_at >= Tick!.Entries.Count)
        {
            Differs(Tick.Entries[^1].Number + 1, $"the replay gives one {kind} more than was recorded ({what})");
            return;
        }
        Entry recorded = Tick.Entries[_at++];
        if (recorded.Kind != kind) Differs(recorded.Number, $"a {recorded.Kind} was recorded where the replay gives a {kind} ({what})");
        else if (!recorded.Payload.Span.SequenceEqual(payload)) Differs(recorded.Number, $"the {kind} of {what} differs");
        else if (Difference is null) Equal++;
    }

    private void Differs(long entry, string how) => Difference ??= (entry, how);
}
