using System.Globalization;

namespace Titer.Batch.Comparing;

/// <summary>One thing that a recipe says, by its keys.</summary>
/// <param name="Where">The part of the recipe: <c>formula / shift-VCD</c>, <c>Production / Harvest / Cool</c>.</param>
/// <param name="What">The key, or the variable with its key: <c>value</c>, <c>set temperature, tolerance</c>.</param>
/// <param name="Unit">UCUM code, empty for what has none.</param>
internal sealed record RecipeTerm(string Where, string What, string Value, string Unit)
{
    private const string Formula = "formula", Strategy = "strategy";

    /// <summary>All that a recipe says, in its order.</summary>
    public static IEnumerable<RecipeTerm> Of(Recipe recipe) =>
    [
        new("", "recipe", recipe.Name, ""), new("", "version", recipe.Version, ""), new("", "description", recipe.Description, ""),
        new("", "equipment", recipe.Equipment.Name, ""),
        .. recipe.Formula.Values.SelectMany(Of),
        .. recipe.Strategy is { } strategy ? Of(strategy) : [],
        .. recipe.Phases.SelectMany((step, i) => Of(step, i > 0 ? recipe.Phases[i - 1].Phase.Name : "")),
    ];

    private static IEnumerable<RecipeTerm> Of(Parameter parameter)
    {
        string where = $"{Formula} / {parameter.Name}", unit = parameter.Value.Unit.Code;
        yield return new(where, "value", Number(parameter.Value.Value), unit);
        yield return new(where, "low", Number(parameter.Low), unit);
        yield return new(where, "high", Number(parameter.High), unit);
        if (parameter.Description.Length > 0) yield return new(where, "description", parameter.Description, "");
    }

    private static IEnumerable<RecipeTerm> Of(Strategy strategy)
    {
        yield return new(Strategy, "objective", strategy.Objective == StrategyObjective.Titre ? "titre" : "mass", "");
        if (strategy.Enough is { } enough) yield return new(Strategy, "enough", Number(enough), Titer.Core.Unit.GramPerLitre.Code);
        yield return new(Strategy, "end", Hours(strategy.End), Titer.Core.Unit.Hour.Code);
        yield return new(Strategy, "every", Hours(strategy.Every), Titer.Core.Unit.Hour.Code);
        yield return new(Strategy, "risk", Number(100 * strategy.Risk), Titer.Core.Unit.Percent.Code);
        foreach ((string key, AllowedRange range) in strategy.Moves.Values.Select(r => ("moves", r)).Concat(strategy.Limits.Values.Select(r => ("limits", r))))
        {
            if (double.IsFinite(range.Low)) yield return new(Strategy, $"{key} {range.Tag}, low", Number(range.Low), range.Unit.Code);
            if (double.IsFinite(range.High)) yield return new(Strategy, $"{key} {range.Tag}, high", Number(range.High), range.Unit.Code);
        }
    }

    private static IEnumerable<RecipeTerm> Of(PhaseStep step, string before)
    {
        Phase phase = step.Phase;
        string where = $"{step.UnitProcedure.Name} / {step.Operation.Name} / {phase.Name}";
        yield return new(where, "after", before, "");
        foreach (SetPoint set in phase.Set)
        {
            yield return new(where, $"set {set.Tag}", set.To is { } to ? Number(to) : "off", set.To is null ? "" : set.Unit.Code);
            if (set.Tolerance is { } t) yield return new(where, $"set {set.Tag}, tolerance", Number(t.Relative ? 100 * t.Value : t.Value), t.Relative ? "% of set point" : set.Unit.Code);
            if (set.Ramp is { Over: { } over }) yield return new(where, $"set {set.Tag}, over", Hours(over), Titer.Core.Unit.Hour.Code);
            if (set.Ramp is { PerHour: { } rate }) yield return new(where, $"set {set.Tag}, ramp", Number(rate), $"{set.Unit.Code}/h");
        }
        if (phase.FollowsStrategy) yield return new(where, "strategy", StrategyReader.Predictive, "");
        yield return new(where, "until", phase.Until.Condition.ToString()!, "");
        if (phase.Timeout is not { } timeout) yield break;
        yield return new(where, "timeout", Hours(timeout.After), Titer.Core.Unit.Hour.Code);
        yield return new(where, "on-timeout", timeout.Action.ToString().ToLowerInvariant(), "");
    }

    private static string Hours(TimeSpan time) => Number(time.TotalHours);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
