using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// Walks a recipe phase by phase without time, against the equipment and its limits. What a single line can get wrong was refused
/// on loading; here is found what only shows in the walk: set points never switched on, ramps too fast from where they begin,
/// conditions that cannot come true, phases without a latest end.
/// </summary>
public sealed class DryRun
{
    private readonly Recipe _recipe;
    private readonly List<Finding> _findings = [];
    private readonly SortedDictionary<Tag, SetPoint> _inForce = [];

    // When the phase at hand can begin, in hours of batch time.
    private double _earliest, _latest;

    private DryRun(Recipe recipe) => _recipe = recipe;

    public static Plan Check(Recipe recipe) => new DryRun(recipe).Walk();

    private Plan Walk()
    {
        ImmutableArray<PlanRow> rows = [.. _recipe.Phases.Select(Visit)];
        foreach (ControlledVariable variable in _recipe.Equipment.Controlled.Values)
        {
            if (!_recipe.Phases.Any(step => step.Phase.Set.Any(s => s.Tag == variable.Tag && s.To is not null)))
                Warn(_recipe.Phases[0].Phase.Place, $"no phase sets {variable.Tag}, so it is never controlled.");
        }
        if (_recipe.Strategy is { } strategy && !_recipe.Phases.Any(step => step.Phase.FollowsStrategy))
            Warn(strategy.Place, "no phase follows the strategy.");
        return new Plan(_recipe, rows,
            [
                .. from step in _recipe.Phases
                   from leaf in step.Phase.Until.Condition.Leaves().OfType<Confirmation>()
                   select new PlannedConfirmation(step.Phase.Name, leaf.Question, leaf.Persons, step.Phase.Until.Place),
            ],
            [.. _findings]);
    }

    private PlanRow Visit(PhaseStep step)
    {
        Phase phase = step.Phase;
        foreach (SetPoint setPoint in phase.Set) CheckSetPoint(setPoint);
        if (phase.FollowsStrategy) CheckFallBack(phase, _recipe.Strategy!);
        int errorsBefore = _findings.Count(f => f.Severity == FindingSeverity.Error);
        foreach (Condition leaf in phase.Until.Condition.Leaves()) CheckLeaf(leaf, phase.Until.Place);
        bool leavesAreSound = errorsBefore == _findings.Count(f => f.Severity == FindingSeverity.Error);
        CheckTimes(phase, leavesAreSound);
        if (phase.FollowsStrategy && _latest > _recipe.Strategy!.End.TotalHours)
            Warn(phase.Until.Place, $"the phase '{phase.Name}' may last beyond {BatchTime.Text(_recipe.Strategy.End)}, the end of the strategy.");
        TimeSpan? latest = double.IsFinite(_latest) ? BatchTime.FromHours(_latest) : null;
        return new PlanRow(
            step.Operation.Name, phase.Name, 
            [.. phase.FollowsStrategy ? ["by the strategy, else"] : (string[])[],
                .. phase.Set.Select(Plan.Describe)], phase.Until.Condition.ToString()!, latest, phase.Place);
    }

    private void CheckSetPoint(SetPoint setPoint)
    {
        ControlledVariable variable = _recipe.Equipment.Controlled[setPoint.Tag];
        if (setPoint.Parameter is { } name && _recipe.Formula[name] is var parameter
            && (InUnit(parameter.Low, parameter) < variable.Low || InUnit(parameter.High, parameter) > variable.High))
        {
            Warn(parameter.Place, $"the limits {parameter.Low} to {parameter.High} {parameter.Value.Unit} of '{name}' reach beyond the "
                + $"range {variable.Low} to {variable.High} {variable.Unit} in which the equipment controls {setPoint.Tag}.");
        }
        if (setPoint.To is { } to && setPoint.Ramp is { } ramp)
        {
            double? rate = ramp.PerHour
                ?? (_inForce.TryGetValue(setPoint.Tag, out SetPoint? before) ? Math.Abs(to - before.To!.Value) / ramp.Over!.Value.TotalHours : null);
            if (rate > variable.MaximumRate)
            {
                Fail(setPoint.Place, $"{setPoint.Tag} would ramp at {rate:0.###} {variable.Unit}/h, "
                    + $"faster than the {variable.MaximumRate:0.###} {variable.Unit}/h of the equipment.");
            }
        }
        if (setPoint.To is null) _inForce.Remove(setPoint.Tag);
        else _inForce[setPoint.Tag] = setPoint;

        double InUnit(double value, Parameter p) => p.Value.Unit.TryConvert(value, variable.Unit, out double converted) ? converted : double.NaN;
    }

    /// <summary>A loop that the strategy moves needs a set point of the recipe, for the time when the strategy cannot be followed.</summary>
    private void CheckFallBack(Phase phase, Strategy strategy)
    {
        foreach (AllowedRange range in strategy.Moves.Values)
        {
            if (!_recipe.Equipment.Controlled.ContainsKey(range.Tag)) continue;
            if (!_inForce.TryGetValue(range.Tag, out SetPoint? setPoint))
                Fail(phase.Place, $"the strategy moves {range.Tag}, which has no set point in '{phase.Name}' to fall back on.");
            else if (setPoint.To < range.Low || setPoint.To > range.High)
                Warn(setPoint.Place,
                    $"{range.Tag} falls back on {setPoint.To} {setPoint.Unit}, outside {range.Low} to {range.High} of the strategy.");
        }
    }

    private void CheckLeaf(Condition leaf, Place place)
    {
        switch (leaf)
        {
            case ReadingComparison c:
                ReadingDefinition reading = _recipe.Equipment.Readings[c.Reading];
                Interval range = Interval.Closed(reading.Low, reading.High), wanted = Interval.Of(c.Comparison, c.Limit.Value);
                if (range.Intersect(wanted).IsEmpty)
                    Fail(place, $"'{c}' can never hold: {c.Reading} is between {reading.Low} and {reading.High} {reading.Unit}.");
                else if (wanted.Contains(range))
                    Warn(place, $"'{c}' always holds: {c.Reading} is between {reading.Low} and {reading.High} {reading.Unit}.");
                break;
            case WithinSetPoint w when !_inForce.ContainsKey(w.Variable):
                Fail(place, $"'{w}' can never hold: {w.Variable} is off and has no set point here.");
                break;
            case WithinSetPoint { Distance: null } w when _inForce[w.Variable].Tolerance is null:
                Fail(place, $"'{w}' can never hold: the set point of {w.Variable} has no tolerance.");
                break;
            case EndOfData when _recipe.Equipment.HasControlAuthority:
                Fail(place, $"'{leaf}' never comes on equipment in operation; it is for monitors of recorded data.");
                break;
        }
    }

    private bool CanHold(Condition leaf) => leaf switch
    {
        WithinSetPoint w => _inForce.TryGetValue(w.Variable, out SetPoint? s) && (w.Distance ?? s.Tolerance?.Value) is not null,
        EndOfData => !_recipe.Equipment.HasControlAuthority,
        _ => true,
    };

    private void CheckTimes(Phase phase, bool leavesAreSound)
    {
        if (PhaseWindow.Of(phase.Until.Condition, _earliest, _latest, _recipe.Equipment, CanHold) is not { } window)
        {
            Warn(phase.Until.Place, $"the condition of '{phase.Name}' has too many alternatives to check each.");
            _latest = double.PositiveInfinity;
            return;
        }
        bool never = double.IsPositiveInfinity(window.Earliest);
        double timeout = phase.Timeout?.After.TotalHours ?? double.PositiveInfinity;
        bool continues = phase.Timeout?.Action == TimeoutAction.Continue;
        if (never && !continues && leavesAreSound)
            Fail(phase.Until.Place, $"the phase '{phase.Name}' can never end: '{phase.Until.Text}' cannot come true here.");
        else if (!never && timeout < window.Shortest)
        {
            Warn(phase.Timeout!.Place, $"the timeout of '{phase.Name}' always comes before the phase can end, "
                + $"which takes at least {BatchTime.Text(BatchTime.FromHours(window.Shortest))}.");
        }

        double latest = Math.Min(window.Latest, _latest + timeout);
        bool endsWithData = phase.Until.Condition.Leaves().Any(leaf => leaf is EndOfData && CanHold(leaf));
        if (double.IsPositiveInfinity(latest) && double.IsFinite(_latest) && !never && !endsWithData)
        {
            Warn(phase.Until.Place, $"nothing ends the phase '{phase.Name}' when its readings do not get there: "
                + "add 'or elapsed >= ...' or a timeout.");
        }
        double earliest = Math.Min(window.Earliest, continues ? _earliest + timeout : double.PositiveInfinity);
        _earliest = never && !continues ? _earliest : earliest;
        _latest = latest;
    }

    private void Warn(Place place, string message) => _findings.Add(new Finding(FindingSeverity.Warning, place, message));

    private void Fail(Place place, string message) => _findings.Add(new Finding(FindingSeverity.Error, place, message));
}
