using System.Collections.Immutable;

namespace Titer.Batch;

/// <summary>The production of one unit (IEC 61512-1, 3.60): operations that run one after the other.</summary>
public sealed record UnitProcedure(string Name, ImmutableArray<Operation> Operations);

/// <summary>A major step of the process (IEC 61512-1, 3.36): phases that run one after the other.</summary>
public sealed record Operation(string Name, ImmutableArray<Phase> Phases);

/// <summary>The lowest level of the procedure (IEC 61512-1, 3.37): sets goals, then waits until its transition holds.</summary>
/// <param name="FollowsStrategy">A predictive controller decides by <see cref="Recipe.Strategy"/>; the set points are those to fall back on.</param>
public sealed record Phase(
    string Name, ImmutableArray<SetPoint> Set, bool FollowsStrategy, Transition Until, PhaseTimeout? Timeout, Place Place);

/// <summary>When a phase ends: the condition, and the text as the recipe has it.</summary>
public sealed record Transition(string Text, Condition Condition, Place Place);

public enum TimeoutAction
{
    /// <summary>Raise the alarm and go on waiting.</summary>
    Alarm,
    /// <summary>Raise the alarm and hold the batch.</summary>
    Hold,
    /// <summary>Raise the alarm and go on with the next phase.</summary>
    Continue,
}

/// <summary>What happens when a phase has run for <paramref name="After"/> (held time not counted) and has not ended.</summary>
public sealed record PhaseTimeout(TimeSpan After, TimeoutAction Action, Place Place);

/// <summary>A phase with the operation and unit procedure that it belongs to.</summary>
public sealed record PhaseStep(UnitProcedure UnitProcedure, Operation Operation, Phase Phase);
