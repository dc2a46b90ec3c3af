using Titer.Core;

namespace Titer.Control;

/// <summary>The tags of a transcription beside those of any vessel in <see cref="Tags"/>, as sensing, estimation, control and recipes agree on
/// them.</summary>
public static class TranscriptionTags
{
    public static readonly Tag FreeMagnesium = new("free-magnesium"), Nucleotides = new("NTP"), Rna = new("RNA"), Crystals = new("crystals");
    public static readonly Tag AtLineRna = new("electrophoresis/RNA"), AtLineIntegrity = new("electrophoresis/integrity");

    /// <summary>What the bottles of the four nucleotides have lost together, kg.</summary>
    public static readonly Tag NucleotideMass = new("mass/NTP");

    /// <summary>Estimated only.</summary>
    public static readonly Tag DoubleStranded = new("dsRNA"), Integrity = new("integrity"), Capped = new("capped"), Magnesium = new("magnesium");
    public static readonly Tag Polymerase = new("polymerase"), Template = new("template");

    /// <summary>Set points of the feeds, L/h, and what is dosed to a concentration.</summary>
    public static readonly Tag NucleotideFeed = new("nucleotide-feed"), MagnesiumFeed = new("magnesium-feed"),
        PolymeraseFeed = new("polymerase-feed");
    public static readonly Tag Dnase = new("DNase"), Edta = new("EDTA");
}
