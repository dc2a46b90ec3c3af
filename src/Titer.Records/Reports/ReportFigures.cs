using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>What the report says in numbers, for programs.</summary>
/// <param name="Consistency">By estimator and reading, in the order of their names.</param>
public sealed record ReportFigures(
    Verification Verification, ImmutableArray<DecisionFigures> Decisions,
    ImmutableArray<(string Estimator, Tag Reading, InnovationConsistency Consistency)> Consistency)
{
    /// <summary>Models that results stand on, in the order of their use.</summary>
    public ImmutableArray<ModelUse> Models { get; init; } = [];

    /// <summary>From bulk to dose, step by step.</summary>
    public ImmutableArray<DoseStepFigures> Steps { get; init; } = [];

    public ImmutableArray<ShelfLifeFigures> ShelfLives { get; init; } = [];
}
