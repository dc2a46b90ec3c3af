using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>What the report says in numbers, for programs.</summary>
/// <param name="Consistency">By estimator and reading, in the order of their names.</param>
public sealed record ReportFigures(
    Verification Verification, ImmutableArray<DecisionFigures> Decisions,
    ImmutableArray<(string Estimator, Tag Reading, InnovationConsistency Consistency)> Consistency);
