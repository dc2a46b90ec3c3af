using System.Text.Json;
using Titer.Control.Alarms;
using Titer.Plant.Alarms;

namespace Titer.App.Commands.Alarms;

/// <summary>History and figures of alarms as one line of JSON.</summary>
internal static class AlarmJson
{
    public static string Of(IReadOnlyList<RecordedAlarms> runs, AlarmFigures figures) => JsonSerializer.Serialize(new
    {
        runs = runs.Select(r => new { unit = r.Unit, from = r.Period.From.UtcDateTime, to = r.Period.To.UtcDateTime, history = r.Period.History.Select(Occurrence) }),
        figures = Figures(figures),
    });

    private static object Occurrence(AlarmOccurrence o) => new
    {
        alarm = o.Key.Name, priority = Word(o.Priority), severity = $"{o.Severity}".ToLowerInvariant(), came = o.Came.UtcDateTime, went = o.Went?.UtcDateTime,
        shown = o.Shown.Select(t => t.UtcDateTime), message = o.Message, response = o.Response,
        acknowledged = o.Acknowledged is { } by ? new { person = by.Person, time = by.Time.UtcDateTime, reason = by.Reason } : null,
    };

    private static object Figures(AlarmFigures f) => new
    {
        hours = f.Time.TotalHours, alarms = f.Alarms, average_per_10_min = f.Average, peak_per_10_min = f.Peak, in_flood = f.InFlood, floods = f.Floods,
        stale = f.Stale, chattering = f.Chattering.Select(k => $"{k}"), fleeting = f.Fleeting,
        most_frequent = f.MostFrequent.Select(m => new { alarm = $"{m.Key}", count = m.Count, share = m.Share }),
        shares = f.Shares.ToDictionary(s => Word(s.Key), s => s.Value),
    };

    private static string Word(AlarmPriority priority) => $"{priority}".ToLowerInvariant();
}
