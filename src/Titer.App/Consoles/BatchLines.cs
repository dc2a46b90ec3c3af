using System.Globalization;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.App.Consoles;

/// <summary>The same for a console that is no terminal: a line every so often, and a line for each event that wants attention.</summary>
internal sealed class BatchLines(BatchRun run, TextWriter to)
{
    private DateTimeOffset _next;

    public void Take(IEnumerable<Event> events)
    {
        foreach (Event e in events)
            if (e.Severity >= Severity.Medium || e.Code == "alarm.raised" || e.Kind is EventKind.Ladder or EventKind.Interlock
                || e.Code == "phase.started")
                to.WriteLine(FormattableString.Invariant($"{(e.Time - run.Header.Start).TotalHours,7:F2} h  {e.Message}"));
        if (run.LastEstimate is not { } x) return;
        if (x.Time < _next) return;
        _next = x.Time + run.Kind.LineEvery;
        string values = string.Join(", ", run.Kind.ShownOf(x).Select(s => Text(x, s)));
        to.WriteLine(FormattableString.Invariant($"{(x.Time - run.Header.Start).TotalHours,7:F2} h  {values}"));
    }

    private static string Text(Estimate estimate, ShownValue shown)
    {
        string In(double value) => value.ToString(shown.Format, CultureInfo.InvariantCulture);
        Unit unit = estimate.Variables[estimate.IndexOf(shown.Tag)].Unit;
        return $"{shown.Tag} {In(estimate[shown.Tag])} ± {In(1.96 * estimate.Uncertainty(shown.Tag))} {unit.Symbol}";
    }
}
