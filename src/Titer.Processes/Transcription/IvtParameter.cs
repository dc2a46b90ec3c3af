namespace Titer.Processes.Transcription;

/// <summary>Positions in the parameter vector of <see cref="InVitroTranscription"/>; values, units and sources are in its description.</summary>
public static class IvtParameter
{
    public const int Initiation = 0, Elongation = 1, Unbinding = 2, Binding = 3, HalfNucleotide = 4, HalfMagnesium = 5, InhibitionPyrophosphate = 6;
    public const int HalfInitiator = 7, CapPreference = 8, SaltHalf = 9, SaltPower = 10, AcidPK = 11, AlkalinePK = 12, PolymeraseLoss = 13;
    public const int HydrolysisTurnover = 14, HalfHydrolysis = 15, CrystalGrowth = 16, NucleationBarrier = 17, Sequestration = 18, Solubility = 19;
    public const int ProtonNucleotide = 20, MagnesiumProtonNucleotide = 21, MagnesiumNucleotide = 22, SecondMagnesiumNucleotide = 23;
    public const int ProtonPyrophosphate = 24, MagnesiumProtonPyrophosphate = 25, SecondProtonPyrophosphate = 26;
    public const int MagnesiumSecondProtonPyrophosphate = 27, MagnesiumPyrophosphate = 28, SecondMagnesiumPyrophosphate = 29;
    public const int MagnesiumPhosphate = 30, ProtonPhosphate = 31, BufferPK = 32;
    public const int RnaHydrolysis = 33, AbortedNucleotides = 34, DoubleStrandRate = 35, HalfDoubleStrand = 36;
    public const int Adenosines = 37, Uridines = 38, Cytidines = 39, Guanosines = 40;
    public const int FeedNucleotide = 41, FeedCap = 42, FeedMagnesium = 43, FeedPolymerase = 44, FeedBase = 45, SodiumPerNucleotide = 46;
    public const int ProtonEdta = 47, SecondProtonEdta = 48, MagnesiumEdta = 49, DnaseRate = 50, FeedDnase = 51, FeedEdta = 52;
    public const int ActivationPolymerase = 53, ActivationLoss = 54, ActivationHydrolysis = 55, JacketTransfer = 56, SodiumPerEdta = 57;
    public const int Count = 58;
}
