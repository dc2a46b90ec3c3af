namespace Titer.Control.Strategy.Transcription;

/// <summary>What a recipe lets the strategy of a transcription do: what it may feed, and what it must keep.</summary>
/// <param name="Every">Time from one decision to the next.</param>
/// <param name="Risk">Accepted probability that the true value of one limit is beyond it, and that crystals form where none are planned.</param>
/// <param name="NucleotideFeed">All four together, L/h.</param>
/// <param name="MagnesiumFeed">L/h.</param>
/// <param name="PolymeraseFeed">L/h.</param>
/// <param name="Nucleotide">Largest volume of all four together, L.</param>
/// <param name="Polymerase">Largest volume, L.</param>
/// <param name="CapShare">Flow of cap analogue per flow of all nucleotides.</param>
/// <param name="LowestPH">Where the pH loop keeps it.</param>
/// <param name="Volume">Largest, L.</param>
/// <param name="DoubleStrands">Largest share of double-stranded in all RNA, % by mass.</param>
public sealed record IvtStrategySettings(
    TimeSpan Every, double Risk, Bounds NucleotideFeed, Bounds MagnesiumFeed, Bounds PolymeraseFeed, double Nucleotide,
    double Polymerase, double CapShare, double LowestPH, double Volume, double DoubleStrands);
