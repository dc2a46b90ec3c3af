using Titer.Control.Controllers;
using Titer.Core;
using Titer.Records;

namespace Titer.Plant.Running;

/// <summary>
/// What a replay found. <paramref name="Difference"/> is null when every measurement, estimate, decision, command and event came
/// out bit for bit.
/// </summary>
public sealed record ReplayResult(long Ticks, long Entries, (long Entry, string How)? Difference)
{
    /// <summary>Feeds the recorded frames and people's actions through the same loop and compares all that comes after.</summary>
    /// <exception cref="InputException">The record is not one of a run.</exception>
    public static ReplayResult Of(IRecord record, string name)
    {
        RunHeader header = RunHeader.ReadFrom(record, name);
        return Of(record, deadline => header.Kind.Create(header, deadline));
    }

    /// <summary>The same for the stages that <paramref name="unit"/> makes around the recorded deadline.</summary>
    public static ReplayResult Of(IRecord record, Func<IDeadline, UnitStages> unit)
    {
        var field = new RecordedField();
        var journal = new ComparingJournal();
        var deadline = new ReplayedDeadline();
        var loop = new UnitLoop(field, unit(deadline), journal);
        long ticks = 0;
        foreach (RecordedTick tick in RecordedTick.Of(record))
        {
            (field.Tick, journal.Tick, deadline.Tick) = (tick, tick, tick);
            loop.Tick(tick.Time, tick.Actions);
            ticks++;
            if (journal.Difference is not null) break;
        }
        return new ReplayResult(ticks, journal.Equal, journal.Difference);
    }
}
