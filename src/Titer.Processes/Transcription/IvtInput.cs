namespace Titer.Processes.Transcription;

/// <summary>Positions in the input vector of <see cref="InVitroTranscription"/>: flows of feeds, L/h, and the jacket, °C.</summary>
public static class IvtInput
{
    public const int Atp = 0, Utp = 1, Ctp = 2, Gtp = 3, Cap = 4, Magnesium = 5, Polymerase = 6, Base = 7, Dnase = 8, Edta = 9, Jacket = 10;
    public const int Count = 11;
}
