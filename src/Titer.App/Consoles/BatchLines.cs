using Titer.Control;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.App.Consoles;

/// <summary>The same for a console that is no terminal: a line every simulated day, and a line for each event that wants attention.</summary>
internal sealed class BatchLines(BatchRun run, TextWriter to)
{
    private int _day = -1;

    public void Take(IEnumerable<Event> events)
    {
        foreach (Event e in events)
            if (e.Severity >= Severity.Medium || e.Kind is EventKind.Ladder or EventKind.Interlock || e.Code == "phase.started")
                to.WriteLine(FormattableString.Invariant($"{run.Hours,7:F2} h  {e.Message}"));
        int day = (int)(run.Hours / 24);
        if (day == _day || run.LastEstimate is not { } x) return;
        _day = day;
        to.WriteLine(FormattableString.Invariant(
            $"{run.Hours,7:F2} h  VCD {x[Tags.ViableCells]:F2} ± {1.96 * x.Uncertainty(Tags.ViableCells):F2} 10⁹/L, ")
            + FormattableString.Invariant($"glucose {x[Tags.Glucose]:F1} ± {1.96 * x.Uncertainty(Tags.Glucose):F1} mM, ")
            + FormattableString.Invariant($"titre {x[Tags.Titre]:F3} ± {1.96 * x.Uncertainty(Tags.Titre):F3} g/L, ")
            + FormattableString.Invariant($"pH {x[Tags.PH]:F3}, DO {x[Tags.DissolvedOxygen]:F1} %"));
    }
}
