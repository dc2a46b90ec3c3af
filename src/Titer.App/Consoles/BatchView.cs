using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.App.Consoles;

/// <summary>
/// What the operator sees while a batch runs: progress, phase, key values with 95 % uncertainty beside their set points, the last
/// decision of a predictive controller, and what happened last.
/// </summary>
internal sealed class BatchView(BatchRun run, double plannedHours)
{
    private const int Remembered = 6;

    private readonly Queue<(double Hours, Event Event)> _last = new();

    /// <summary>Remembers what people want to see go by: alarms, ladder, interlocks, phases.</summary>
    public void Take(IEnumerable<Event> events)
    {
        foreach (Event e in events)
        {
            if (e.Kind is not (EventKind.Alarm or EventKind.Ladder or EventKind.Interlock)
                && e.Code is not ("phase.started" or "state.changed"))
                continue;
            _last.Enqueue(((e.Time - run.Header.Start).TotalHours, e));
            if (_last.Count > Remembered) _last.Dequeue();
        }
    }

    public IRenderable Render()
    {
        double fraction = Math.Clamp(run.Hours / plannedHours, 0, 1);
        int filled = (int)(fraction * 40);
        string where = run.Engine.Phase is { } p ? $"{p.Operation.Name} / {p.Phase.Name}" : "";
        string recipe = Markup.Escape(run.Engine.Recipe.Name);
        string bar = $"{new string('━', filled)}[grey]{new string('━', 40 - filled)}[/]";
        var head = new Markup(Invariant(
            $"[bold]{recipe}[/]  {bar} {fraction:P0}  hour {run.Hours:F1}  {run.Engine.State.State}  {Markup.Escape(where)}\n"));

        Table values = new Table().Border(TableBorder.Simple).AddColumns("", "estimate", "± 95 %", "unit", "set point");
        foreach (int column in (ReadOnlySpan<int>)[1, 2, 4]) values.Columns[column].RightAligned();
        if (run.LastEstimate is { } estimate)
        {
            foreach (ShownValue shown in run.Kind.ShownOf(estimate)) values.AddRow(Row(estimate, shown));
        }
        IRenderable[] decided = run.LastDecision is { } decision ? [new Markup(Decided(decision))] : [];
        var happened = new Rows(_last.Select(l => (IRenderable)new Markup(Invariant($"[grey]{l.Hours,7:F2} h[/]  {Coloured(l.Event)}"))));
        return new Rows([head, values, .. decided, happened]);
    }

    private string[] Row(Estimate estimate, ShownValue wanted)
    {
        (Tag tag, string name, string format) = wanted;
        Goal? goal = run.Engine.Goals.TryGet(tag, out Goal g) ? g : null;
        double value = estimate[tag];
        bool outside = goal is { Low: { } low, High: { } high } && (value < low || value > high);
        string shown = value.ToString(format, CultureInfo.InvariantCulture);
        Unit unit = estimate.Variables[estimate.IndexOf(tag)].Unit;
        return
        [
            name, outside ? $"[yellow]{shown}[/]" : shown, (1.96 * estimate.Uncertainty(tag)).ToString(format, CultureInfo.InvariantCulture),
            Markup.Escape(unit.Symbol), goal?.Value.ToString("0.##", CultureInfo.InvariantCulture) ?? "",
        ];
    }

    private string Decided(Decision decision)
    {
        string plan = decision.PlanTime is not { } made ? "[red]no plan[/]"
            : decision.IsOwnPlan ? Invariant($"plans {decision.Plan.Hours[^1]:F0} h ahead")
            : Invariant($"[yellow]follows the plan of hour {(made - run.Header.Start).TotalHours:F1}[/]");
        string word = decision.IsOwnPlan ? decision.Status.Word() : $"[yellow]{decision.Status.Word()}[/]";
        double hours = (decision.Time - run.Header.Start).TotalHours;
        return Invariant($"[grey]{hours,7:F2} h[/]  {Markup.Escape(decision.Controller)}: {word} after {decision.Iterations} iterations, {plan}\n");
    }

    private static string Coloured(Event e)
    {
        string message = Markup.Escape(e.Message);
        return e.Severity switch
        {
            Severity.High => $"[red]{message}[/]",
            Severity.Medium => $"[yellow]{message}[/]",
            _ => message,
        };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
