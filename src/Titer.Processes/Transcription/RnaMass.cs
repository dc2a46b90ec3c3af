namespace Titer.Processes.Transcription;

/// <summary>Molar mass of RNA from its composition.</summary>
public static class RnaMass
{
    /// <summary>
    /// g/mol of a transcript with a 5' triphosphate: 329.2, 306.2, 305.2 and 345.2 a nucleotide (A, U, C, G; sodium-free monophosphate less water)
    /// and 159 for the end.
    /// </summary>
    public static double PerMole((double A, double U, double C, double G) n) => 329.2 * n.A + 306.2 * n.U + 305.2 * n.C + 345.2 * n.G + 159;

    /// <summary>g/L per umol/L.</summary>
    public static double GramPerMicromole((double A, double U, double C, double G) n) => PerMole(n) * 1e-6;
}
