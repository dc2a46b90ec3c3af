using System.Collections.Immutable;

namespace Titer.Batch.Charts;

/// <summary>
/// Places the parts of a chart from top to bottom: the idle step, each phase with its actions to the right and its transition below, the complete step, and the
/// way back from there. What a timeout leads to stands in a column of its own to the right: to the next phase, as an alternative to the condition, or to a
/// held step, from which Restart leads back to the phase.
/// </summary>
internal sealed class ChartLayout(Recipe recipe, IChartWords words)
{
    private const double BackX = 12, UnitX = 26, OperationX = 38, Pad = 12;
    private const double StepWidth = 190, StepPad = 14, MiddleX = OperationX + Pad + StepWidth / 2;
    private const double ActionX = MiddleX + StepWidth / 2 + 18, ActionWidth = 320, QualifierWidth = 26;
    private const double TextAside = 26, ConditionWidth = ActionX + ActionWidth - MiddleX - TextAside;
    private const double ExceptionX = ActionX + ActionWidth + 84, ExceptionTextWidth = 150, HeldWidth = 120;
    private const double LoopX = ExceptionX + TextAside + ExceptionTextWidth + 14;
    private const double Above = 24, Below = 18, ToBar = 24, TitleHeight = 26;

    private readonly ImmutableArray<ChartStep>.Builder _steps = ImmutableArray.CreateBuilder<ChartStep>();
    private readonly ImmutableArray<ChartTransition>.Builder _transitions = ImmutableArray.CreateBuilder<ChartTransition>();
    private readonly ImmutableArray<ChartLink>.Builder _links = ImmutableArray.CreateBuilder<ChartLink>();
    private readonly ImmutableArray<ChartFrame>.Builder _frames = ImmutableArray.CreateBuilder<ChartFrame>();

    // Transitions that lead to the step that comes next, each with the points of its link so far.
    private readonly List<(string From, ChartPoint[] Points)> _open = [];

    private readonly double _right = recipe.Phases.Any(p => LeadsElsewhere(p.Phase.Timeout)) ? LoopX + Pad : ActionX + ActionWidth + Pad;

    private double _y;

    public SequenceChart Chart()
    {
        _y = 4;
        double top = _y;
        ChartStep idle = Enter("idle", ChartStepKind.Initial, -1, words.State(ProcedureState.Idle), StepWidth, MiddleX, []);
        _y = Leave(idle, "start", -1, words.Command(ProcedureCommand.Start));
        int phase = 0;
        foreach (UnitProcedure unit in recipe.Procedure)
            Framed(isUnit: true, unit.Name, () =>
            {
                foreach (Operation operation in unit.Operations)
                    Framed(isUnit: false, operation.Name, () =>
                    {
                        foreach (Phase one in operation.Phases) Put(one, phase++);
                    });
            });
        ChartStep complete = Enter("complete", ChartStepKind.Final, -1, words.State(ProcedureState.Complete), StepWidth, MiddleX, []);
        double bar = complete.Box.Bottom + ToBar;
        double text = Bar(complete, "reset", ChartTransitionKind.Command, -1, MiddleX, bar, words.Command(ProcedureCommand.Reset), ConditionWidth);
        double under = Math.Max(text, bar + Below);
        _links.Add(new ChartLink("reset", "idle", true,
            [new(MiddleX, bar), new(MiddleX, under), new(BackX, under), new(BackX, top + Above / 2), new(MiddleX, top + Above / 2), new(MiddleX, idle.Box.Y)]));
        return new SequenceChart(_right + UnitX, under + Below, _steps.ToImmutable(), _transitions.ToImmutable(), _links.ToImmutable(), _frames.ToImmutable());
    }

    private static bool LeadsElsewhere(PhaseTimeout? timeout) => timeout is { Action: TimeoutAction.Hold or TimeoutAction.Continue };

    private void Framed(bool isUnit, string name, Action inside)
    {
        double inset = isUnit ? 0 : OperationX - UnitX, left = UnitX + inset, top = _y;
        var title = new ChartBox(ActionX, top + 4, ActionWidth, 0);
        ImmutableArray<string> lines = ChartLines.Of(words.Name(name), ActionWidth);
        title = title with { Height = lines.Length * ChartLines.LineHeight };
        _y = Math.Max(top + TitleHeight, title.Bottom + 4);
        inside();
        _frames.Add(new ChartFrame(isUnit, new ChartText(lines, title), new ChartBox(left, top, _right - (isUnit ? -Pad : 0) - left, _y - top)));
        _y += Pad;
    }

    private void Put(Phase phase, int index)
    {
        double entry = _y;
        ChartStep step = Enter($"phase-{index}", ChartStepKind.Phase, index, words.Name(phase.Name), StepWidth, MiddleX, Actions(phase));
        double row = step.Actions.Select(a => a.Text.Box.Bottom).Append(step.Box.Bottom).Max(), bar = row + ToBar + (LeadsElsewhere(phase.Timeout) ? Below : 0);
        string id = $"until-{index}";
        double next = Math.Max(bar + Below, Bar(step, id, ChartTransitionKind.Condition, index, MiddleX, bar, words.Condition(phase.Until.Condition), ConditionWidth));
        _open.Add((id, [new(MiddleX, bar)]));
        if (phase.Timeout is { } timeout && LeadsElsewhere(timeout)) next = Math.Max(next, Exception(step, timeout, index, entry, row + Below, bar, next));
        _y = next;
    }

    /// <summary>The way that a timeout leads, beside the condition.</summary>
    /// <param name="branch">Where it leaves the line of the phase.</param>
    /// <returns>Where the next part may begin.</returns>
    private double Exception(ChartStep step, PhaseTimeout timeout, int index, double entry, double branch, double bar, double next)
    {
        string id = $"timeout-{index}";
        double bottom = Bar(null, id, ChartTransitionKind.Timeout, index, ExceptionX, bar, words.TimeoutPassed(timeout.After), ExceptionTextWidth);
        _links.Add(new ChartLink(step.Id, id, false,
            [new(MiddleX, step.Box.Bottom), new(MiddleX, branch), new(ExceptionX, branch), new(ExceptionX, bar)]));
        if (timeout.Action == TimeoutAction.Continue)
        {
            double join = Math.Max(next, bottom + Below);
            _open.Add((id, [new(ExceptionX, bar), new(ExceptionX, join), new(MiddleX, join)]));
            return join;
        }
        _y = Math.Max(bottom, bar + Below) - Above / 2;
        ChartStep held = Place($"held-{index}", ChartStepKind.Held, index, words.State(ProcedureState.Held), HeldWidth, ExceptionX, []);
        _links.Add(new ChartLink(id, held.Id, false, [new(ExceptionX, bar), new(ExceptionX, held.Box.Y)]));
        string restart = $"restart-{index}";
        double again = held.Box.Bottom + ToBar;
        double under = Math.Max(again + Below,
            Bar(held, restart, ChartTransitionKind.Command, index, ExceptionX, again, words.Command(ProcedureCommand.Restart), ExceptionTextWidth));
        _links.Add(new ChartLink(restart, step.Id, true,
            [new(ExceptionX, again), new(ExceptionX, under), new(LoopX, under), new(LoopX, entry + Above / 2), new(MiddleX, entry + Above / 2), new(MiddleX, step.Box.Y)]));
        return under + Below / 2;
    }

    private List<(string, string)> Actions(Phase phase)
    {
        List<(string, string)> actions = [.. phase.Set.Select(s => (s.To is null ? "R" : "S", words.SetPoint(s)))];
        if (phase.FollowsStrategy) actions.Add(("N", words.FollowsStrategy));
        if (phase.Timeout is { } timeout) actions.Add(("D", words.TimeoutAlarm(timeout.After)));
        return actions;
    }

    /// <summary>A step to which everything leads that waits for one.</summary>
    private ChartStep Enter(string id, ChartStepKind kind, int phase, string name, double width, double middle, List<(string Qualifier, string Text)> actions)
    {
        ChartStep step = Place(id, kind, phase, name, width, middle, actions);
        foreach ((string from, ChartPoint[] points) in _open) _links.Add(new ChartLink(from, id, false, [.. points, new(middle, step.Box.Y)]));
        _open.Clear();
        return step;
    }

    private ChartStep Place(string id, ChartStepKind kind, int phase, string name, double width, double middle, List<(string Qualifier, string Text)> actions)
    {
        double top = _y + Above;
        ImmutableArray<string> lines = ChartLines.Of(name, width - StepPad);
        var box = new ChartBox(middle - width / 2, top, width, lines.Length * ChartLines.LineHeight + 2 * StepPad);
        var blocks = ImmutableArray.CreateBuilder<ChartAction>();
        double y = top;
        foreach ((string qualifier, string text) in actions)
        {
            ImmutableArray<string> said = ChartLines.Of(text, ActionWidth - QualifierWidth - StepPad);
            double height = said.Length * ChartLines.LineHeight + 8;
            blocks.Add(new ChartAction(qualifier, new ChartText(said, new ChartBox(ActionX, y, ActionWidth, height))));
            y += height;
        }
        var step = new ChartStep(id, kind, phase, new ChartText(lines, box), blocks.ToImmutable());
        _steps.Add(step);
        return step;
    }

    /// <summary>The one transition of a step that commands lead from.</summary>
    private double Leave(ChartStep step, string id, int phase, string text)
    {
        double bar = step.Box.Bottom + ToBar;
        double bottom = Bar(step, id, ChartTransitionKind.Command, phase, MiddleX, bar, text, ConditionWidth);
        _open.Add((id, [new(MiddleX, bar)]));
        return Math.Max(bottom, bar + Below);
    }

    /// <returns>Where its text ends.</returns>
    private double Bar(ChartStep? from, string id, ChartTransitionKind kind, int phase, double x, double y, string text, double width)
    {
        ImmutableArray<string> lines = ChartLines.Of(text, width);
        var box = new ChartBox(x + TextAside, y - ChartLines.LineHeight / 2, width, lines.Length * ChartLines.LineHeight);
        _transitions.Add(new ChartTransition(id, kind, phase, new ChartPoint(x, y), new ChartText(lines, box)));
        if (from is not null) _links.Add(new ChartLink(from.Id, id, false, [new(x, from.Box.Bottom), new(x, y)]));
        return box.Bottom + 2;
    }
}
