using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Plant.Transcription;

/// <summary>A flow that a recipe sets, and the pumps that give it.</summary>
/// <param name="Measured">Pumps whose flows together are what the recipe sets, each with its part.</param>
/// <param name="Besides">Pumps that go along in proportion.</param>
internal sealed record TranscriptionFeed(
    Tag Variable, ImmutableArray<(TranscriptionPump Pump, double Part)> Measured, ImmutableArray<(TranscriptionPump Pump, double Part)> Besides);

/// <summary>A stock that is dosed to a concentration in the vessel.</summary>
/// <param name="Stock">Its concentration, in <paramref name="Unit"/>.</param>
internal sealed record TranscriptionDose(Tag Variable, Unit Unit, double Stock, TranscriptionPump Pump);
