namespace Titer.Bench.Mrna.Feeding;

/// <summary>What a reaction had made at its end, by the plant's truth.</summary>
/// <param name="Grams">Full-length RNA.</param>
/// <param name="DoubleStranded">% of the mass of RNA.</param>
/// <param name="Integrity">% of the molecules that are full-length.</param>
/// <param name="Capped">% of those.</param>
internal sealed record Outcome(double Grams, double GramsPerLitre, double DoubleStranded, double Integrity, double Capped);
