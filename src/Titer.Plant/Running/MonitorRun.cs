using System.Collections.Immutable;
using System.Globalization;
using Titer.Batch;
using Titer.Control.Monitoring;
using Titer.Core;
using Titer.Field.Files;
using Titer.Plant.Monitoring;
using Titer.Records;

namespace Titer.Plant.Running;

/// <summary>Recorded cultures run through the loop without control authority, as fast as the machine goes.</summary>
public static class MonitorRun
{
    /// <summary>Ticks between two commits; the files are still there if the process is killed.</summary>
    private const int TicksPerCommit = 200;

    public static MonitorSummary Go(RunHeader header, ImmutableArray<Frame> frames, IRecord record)
    {
        header.WriteTo(record);
        var field = new FileField(frames);
        UnitStages unit = header.Kind.Create(header, header.Deadline());
        var loop = new UnitLoop(field, unit, new RecordJournal(record, TicksPerCommit));
        OperatorAction[] start = [OperatorAction.Give(ProcedureCommand.Start, "titer monitor", header.Start)];
        DateTimeOffset last = header.Start;
        while (field.NextTime is { } now)
        {
            loop.Tick(now, now == header.Start ? start : []);
            last = now;
        }
        MonitorSummary summary = MonitorSummary.Of(((CultureStage)unit.Estimate).Bank);
        record.Append(last, Completed(last, header.Start, summary));
        record.Commit();
        return summary;
    }

    private static Event Completed(DateTimeOffset last, DateTimeOffset start, MonitorSummary summary)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data["state"] = "Complete";
        data["duration"] = string.Create(CultureInfo.InvariantCulture, $"{(last - start).TotalHours:F1} h");
        data["cultures"] = summary.Cultures.Length.ToString(CultureInfo.InvariantCulture);
        data["lag phase ended"] = summary.Cultures.Count(c => c.LagEnd is not null).ToString(CultureInfo.InvariantCulture);
        data["substrate exhausted"] = summary.Cultures.Count(c => c.Exhausted is not null).ToString(CultureInfo.InvariantCulture);
        data["common falls of oxygen"] = summary.CommonFalls.ToString(CultureInfo.InvariantCulture);
        data["readings used"] = summary.Cultures.Sum(c => c.Used).ToString(CultureInfo.InvariantCulture);
        data["readings rejected"] = summary.Cultures.Sum(c => c.Rejected.Values.Sum()).ToString(CultureInfo.InvariantCulture);
        return new Event(last, EventKind.Run, Severity.Information, "titer", RunHeader.Completed,
            "All recorded data has been watched.", data.ToImmutable());
    }
}
