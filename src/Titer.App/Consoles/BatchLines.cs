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
            if (e.Severity >= Severity.Medium || e.Code == "alarm.raised" || e.Kind is EventKind.Ladder or EventKind.Interlock
                || e.Code == "phase.started")
                to.WriteLine(FormattableString.Invariant($"{(e.Time - run.Header.Start).TotalHours,7:F2} h  {e.Message}"));
        if (run.LastEstimate is not { } x) return;
        double hours = (x.Time - run.Header.Start).TotalHours;
        int day = (int)(hours / 24);
        if (day == _day) return;
        _day = day;
        string VariableOf(Tag tag, string format) => $"{x[tag].ToString(format)} ± {(1.96 * x.Uncertainty(tag)).ToString(format)}";
        to.WriteLine($"{hours,7:F2} h  VCD {VariableOf(Tags.ViableCells, "F2")} 10⁹/L, glucose {VariableOf(Tags.Glucose, "F1")} mM, "
            + $"titre {VariableOf(Tags.Titre, "F3")} g/L, pH {x[Tags.PH]:F3}, DO {x[Tags.DissolvedOxygen]:F1} %");
    }
}
