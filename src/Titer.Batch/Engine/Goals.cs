using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

public enum GoalMode
{
    /// <summary>Nothing is wanted: every actuator goes to its safe value.</summary>
    Stopped,
    Producing,
    /// <summary>Feeds off, cells kept alive: what remains in <see cref="Goals.SetPoints"/> is controlled on.</summary>
    Holding,
}

/// <summary>
/// The set point of now with the band of its tolerance, all in <paramref name="Unit"/>; no band when the recipe gives no
/// tolerance.
/// </summary>
public readonly record struct Goal(double Value, Unit Unit, double? Low, double? High);

/// <summary>What the recipe wants now. A controlled variable without a set point is off.</summary>
public sealed record Goals(GoalMode Mode, ImmutableSortedDictionary<Tag, Goal> SetPoints)
{
    public static readonly Goals None = new(GoalMode.Stopped, ImmutableSortedDictionary<Tag, Goal>.Empty);

    /// <summary>
    /// The end for which a predictive controller decides now by <see cref="Recipe.Strategy"/>; null while the set points alone count. It does not
    /// move when the batch is held, because batch time runs on.
    /// </summary>
    public DateTimeOffset? StrategyEnd { get; init; }

    /// <summary>False when the variable is off.</summary>
    public bool TryGet(Tag tag, out Goal goal) => SetPoints.TryGetValue(tag, out goal);
}
