using System.Globalization;
using Titer.Control.Alarms;
using Titer.Plant.Alarms;

namespace Titer.App.Commands.Alarms;

/// <summary>History and figures of alarms for a terminal.</summary>
internal static class AlarmText
{
    public static IEnumerable<string> Of(IReadOnlyList<RecordedAlarms> runs, AlarmFigures figures)
    {
        foreach (RecordedAlarms run in runs)
        {
            foreach (AlarmOccurrence o in run.Period.History)
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{Hours(o.Came - run.Period.From),9}  {o.Priority,-6}  {Visible.Of(run.Unit)}/{Visible.Of(o.Key.Name)}  {Visible.Of(o.Message)}");
                yield return $"{"",9}  {Went(o)}; {Acknowledged(o)}{(o.Shown.IsEmpty ? "; suppressed, and shown to nobody" : "")}";
                yield return $"{"",9}  {o.Response}";
            }
        }
        yield return "";
        foreach ((string name, string value, string goal) in Lines(figures)) yield return $"{name,-32}{value,-24}{goal}".TrimEnd();
        foreach (AlarmFrequency f in figures.MostFrequent)
            yield return string.Create(CultureInfo.InvariantCulture, $"{f.Count,9}  {100 * f.Share,5:F1} %  {Visible.Of(f.Key.ToString())}");
    }

    /// <summary>Each figure with what EEMUA 191 and ISA-18.2 want of it.</summary>
    private static (string Name, string Value, string Goal)[] Lines(AlarmFigures f) =>
    [
        ("Alarms", Invariant($"{f.Alarms} in {f.Time.TotalHours:F1} h"), ""),
        ("Per operator in 10 min, average", Invariant($"{f.Average:F3}"), "at most 1"),
        ("Per operator in 10 min, peak", Invariant($"{f.Peak:0.##}"), "at most 10"),
        ("Time in flood", Invariant($"{100 * f.InFlood:F2} %, {f.Floods} floods"), "below 1 %"),
        ("Stale, longer than 24 h", Invariant($"{f.Stale}"), "below 5 on any day"),
        ("Chattering", Invariant($"{f.Chattering.Length}"), "none"),
        ("Fleeting", Invariant($"{f.Fleeting}"), "none"),
        ("Low, medium, high", string.Join(", ", f.Shares.Values.Select(s => Invariant($"{100 * s:F0}"))) + " %", "80, 15, 5 %"),
    ];

    private static string Went(AlarmOccurrence o) => o.Went is { } went ? $"for {Hours(went - o.Came)}" : "still stands at the end";

    private static string Acknowledged(AlarmOccurrence o) => o.Acknowledged is not { } by ? "nobody acknowledged it"
        : $"acknowledged after {Hours(by.Time - o.Came)} by {Visible.Of(by.Person)}{(by.Reason.Length > 0 ? $": {Visible.Of(by.Reason)}" : "")}";

    private static string Hours(TimeSpan time) => Invariant($"{time.TotalHours:F2} h");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
