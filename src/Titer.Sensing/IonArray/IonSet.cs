using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>Electrodes that should read the same pH and are fused into one.</summary>
/// <param name="Name">First part of the tag of the fused value.</param>
/// <param name="Members">Positions of the electrodes, at least two; each gives pH by itself.</param>
/// <param name="Agreement">How far the weekly medians of two good electrodes may be apart, [pH]; see <see cref="DriftWatch"/>.</param>
/// <param name="Departure">A site further than this from the others is outvoted in a frame, [pH].</param>
/// <param name="FastestProcess">[pH]/min that no process reaches; all sites moving faster have lost their reference.</param>
public sealed record IonSet(string Name, ImmutableArray<int> Members, double Agreement, double Departure, double FastestProcess);
