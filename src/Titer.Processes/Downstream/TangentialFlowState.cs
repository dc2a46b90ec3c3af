namespace Titer.Processes.Downstream;

/// <summary>Positions in the state vector of <see cref="TangentialFlow"/>; concentrations are those of the retentate.</summary>
public static class TangentialFlowState
{
    public const int Volume = 0, IntactRna = 1, BrokenRna = 2, DoubleStranded = 3, Nucleotides = 4, Salt = 5, Edta = 6, Protein = 7, DnaFragments = 8;
    public const int Ethanol = 9, Permeate = 10, Diafiltered = 11;
    public const int Count = 12;

    /// <summary>The solutes: states of a concentration, from <see cref="IntactRna"/> to <see cref="Ethanol"/>.</summary>
    public const int FirstSolute = IntactRna, Solutes = 9;
}
