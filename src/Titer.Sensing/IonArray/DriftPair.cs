namespace Titer.Sensing.IonArray;

/// <summary>A watch and what it is of.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Electrode">The electrode whose drift would be seen.</param>
/// <param name="Against">Its partner, or empty: the median of the others of its set, which tells the drifting one.</param>
/// <param name="Watch">Electrode minus partner or others.</param>
/// <param name="State">The site against the others of its set; null in a pair, where nobody knows whose state it would be.</param>
public sealed record DriftPair(string Set, string Electrode, string Against, DriftWatch Watch, SiteState? State = null)
{
    /// <summary>The electrode to look at; of a pair nobody can say.</summary>
    public string Suspect => Against.Length == 0 ? Electrode : $"{Electrode} or {Against}, cannot tell which of the two";
}
