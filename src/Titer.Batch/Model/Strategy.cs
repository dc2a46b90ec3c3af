using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>What a strategy makes as large as it can.</summary>
public enum StrategyObjective
{
    /// <summary>Concentration of the product at the end.</summary>
    Titre,
    /// <summary>Mass of the product at the end.</summary>
    Mass,
}

/// <summary>
/// What the phases that follow it leave to a predictive controller: how far it may move set points and actuators, and what it must keep. The
/// set points of the recipe itself remain those to fall back on.
/// </summary>
/// <param name="Enough">Titre to make and no more, g/L, so that batches are alike; null for as much as can be had.</param>
/// <param name="End">Batch time at which the objective counts; the horizon of every decision reaches to it.</param>
/// <param name="Every">Time from one decision to the next.</param>
/// <param name="Risk">Accepted probability, 0 to 0.5, that the true value of one limit is beyond it.</param>
/// <param name="Moves">Controlled variables and actuators that it may move, and how far.</param>
/// <param name="Limits">Readings that it keeps between limits.</param>
public sealed record Strategy(
    StrategyObjective Objective, double? Enough, TimeSpan End, TimeSpan Every, double Risk,
    ImmutableSortedDictionary<Tag, AllowedRange> Moves, ImmutableSortedDictionary<Tag, AllowedRange> Limits, Place Place);

/// <summary>From where to where a variable may go, in <paramref name="Unit"/>; an end that is open is infinite.</summary>
public sealed record AllowedRange(Tag Tag, Unit Unit, double Low, double High, Place Place);
