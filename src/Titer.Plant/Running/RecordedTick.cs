using Titer.Batch;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Records;

namespace Titer.Plant.Running;

/// <summary>
/// The entries of one tick as recorded, with what a replay feeds in again: its frames, what people did, and where decisions stopped.
/// </summary>
public sealed record RecordedTick(
    DateTimeOffset Time, IReadOnlyList<Entry> Entries, IReadOnlyList<Frame> Frames, IReadOnlyList<Decision> Decisions,
    IReadOnlyList<OperatorAction> Actions, bool EndOfData)
{
    /// <summary>The ticks of a record in order. Entries about the run itself (start, artefacts, resume, end, signatures) belong to no tick.</summary>
    public static IEnumerable<RecordedTick> Of(IRecord record)
    {
        var decoder = new EntryDecoder(record);
        List<Entry> entries = [];
        List<Frame> frames = [];
        List<Decision> decisions = [];
        List<OperatorAction> actions = [];
        bool ended = false;
        foreach (Entry entry in record.Read())
        {
            Event? happened = entry.Kind == EntryKind.Event ? decoder.Event(entry) : null;
            if (happened?.Kind is EventKind.Run or EventKind.Signature) continue;
            if (entries.Count > 0 && entries[0].Time != entry.Time)
            {
                yield return new RecordedTick(entries[0].Time, entries, frames, decisions, actions, ended);
                (entries, frames, decisions, actions, ended) = ([], [], [], [], false);
            }
            entries.Add(entry);
            if (entry.Kind == EntryKind.Frame) frames.Add(decoder.Frame(entry));
            if (entry.Kind == EntryKind.Decision) decisions.Add(decoder.Decision(entry));
            ended |= happened?.Code == ReadStage.DataEnded;
            // What the plant and the simulation answered by themselves they will answer again.
            if (happened is not null && OperatorAction.FromEvent(happened) is { IsOwn: false } action) actions.Add(action);
        }
        if (entries.Count > 0) yield return new RecordedTick(entries[0].Time, entries, frames, decisions, actions, ended);
    }
}
