namespace Titer.Processes.Transcription;

/// <summary>Positions in the state vector of <see cref="InVitroTranscription"/>.</summary>
public static class IvtState
{
    public const int Template = 0, Rna = 1, CappedRna = 2, BrokenRna = 3, Truncated = 4, DoubleStranded = 5;
    public const int Atp = 6, Utp = 7, Ctp = 8, Gtp = 9, Cap = 10;
    public const int Pyrophosphate = 11, Phosphate = 12, Magnesium = 13, Crystals = 14, Nuclei = 15;
    public const int Polymerase = 16, Pyrophosphatase = 17, Buffer = 18, Cations = 19, Anions = 20, Volume = 21;
    public const int Dnase = 22, Edta = 23, Temperature = 24;
    public const int Count = 25;
}
