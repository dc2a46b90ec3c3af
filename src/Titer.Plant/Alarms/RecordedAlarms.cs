using System.Collections.Immutable;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Records;

namespace Titer.Plant.Alarms;

/// <summary>The alarms of a run, from its record alone.</summary>
/// <param name="All">The list at the end.</param>
public sealed record RecordedAlarms(string Unit, AlarmPeriod Period, ImmutableArray<AlarmStatus> All)
{
    /// <exception cref="InputException">The record is not one of a run.</exception>
    /// <param name="name">What people call the record.</param>
    /// <param name="until">The list as it was at this time; null for that at the end.</param>
    public static RecordedAlarms Of(IRecord record, string name, DateTimeOffset? until = null)
    {
        var decoder = new EntryDecoder();
        AlarmList? list = null;
        string unit = "";
        DateTimeOffset from = default, to = default;
        foreach (Entry entry in record.Read())
        {
            Event? happened = entry.Kind == EntryKind.Event ? decoder.Event(entry) : null;
            if (list is null)
            {
                if (happened is not { Code: Running.RunHeader.Started }) break;
                (unit, from, to) = (happened.Data.GetValueOrDefault("equipment", ""), happened.Time, happened.Time);
                list = new AlarmList(MasterAlarmReader.Shipped, unit);
            }
            if (entry.Time > until) break;
            // A signature is given by another clock, after the run.
            if (happened?.Kind != EventKind.Signature && entry.Time > to) to = entry.Time;
            if (happened is not null) list.Take(happened);
        }
        if (list is null) throw new InputException(name, "this record does not begin with the start of a run.");
        to = until > to ? until.Value : to;
        list.Advance(to);
        return new RecordedAlarms(unit, new AlarmPeriod(list.History, from, to), list.All);
    }
}
