using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>All that the engine remembers from one step to the next.</summary>
public sealed record BatchState
{
    public static readonly BatchState Initial = new();

    public ProcedureState State { get; init; } = ProcedureState.Idle;

    /// <summary>Time of the last step, null before the first.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>When the batch was started, null while idle.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Index into <see cref="Recipe.Phases"/>; -1 when no phase is active.</summary>
    public int Phase { get; init; } = -1;

    /// <summary>Time in the phase, without the time held.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Time in the operation, without the time held.</summary>
    public TimeSpan OperationElapsed { get; init; }

    /// <summary>The timeout of the phase has fired.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Set points in force; a hold switches feeds off without forgetting them here.</summary>
    public ImmutableSortedDictionary<Tag, ActiveSetPoint> SetPoints { get; init; } = ImmutableSortedDictionary<Tag, ActiveSetPoint>.Empty;

    /// <summary>What the recipe wants of those that a strategy has moved.</summary>
    public ImmutableSortedDictionary<Tag, ActiveSetPoint> Moved { get; init; } = ImmutableSortedDictionary<Tag, ActiveSetPoint>.Empty;

    /// <summary>Actuators that people hold by hand; a batch that ends or is stopped takes them back.</summary>
    public ImmutableSortedDictionary<Tag, HandOutput> ByHand { get; init; } = ImmutableSortedDictionary<Tag, HandOutput>.Empty;

    /// <summary>Questions of the phase that were asked, in that order, and those of them that were confirmed.</summary>
    public ImmutableArray<string> Asked { get; init; } = [];
    public ImmutableArray<string> Confirmed { get; init; } = [];

    /// <summary>Confirmations by a first person of questions that two have to confirm.</summary>
    public ImmutableArray<OperatorAction> FirstConfirmations { get; init; } = [];
}
