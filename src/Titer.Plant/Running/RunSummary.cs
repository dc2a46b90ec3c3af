using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Plant.Running;

/// <summary>What came of a batch, from its record alone.</summary>
public sealed record RunSummary(
    string State,
    double Hours,
    ImmutableArray<KeyFigure> Figures,
    ImmutableArray<(Tag Tag, double Fraction)> InSpecification,
    int Alarms,
    int LadderSteps,
    int Interlocks);
