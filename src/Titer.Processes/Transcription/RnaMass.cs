using Titer.Numerics;

namespace Titer.Processes.Transcription;

/// <summary>Molar mass of RNA from its composition.</summary>
public static class RnaMass
{
    /// <summary>
    /// g/mol of a transcript with a 5' triphosphate: 329.2, 306.2, 305.2 and 345.2 a nucleotide (A, U, C, G; sodium-free monophosphate less water)
    /// and 159 for the end.
    /// </summary>
    public static double PerMole((double A, double U, double C, double G) n) => PerMole<Real>(n.A, n.U, n.C, n.G).Value;

    /// <summary>The same over the scalar.</summary>
    public static T PerMole<T>(T a, T u, T c, T g) where T : struct, IScalar<T> => 329.2 * a + 306.2 * u + 305.2 * c + 345.2 * g + 159.0;

    /// <summary>g/L per umol/L.</summary>
    public static double GramPerMicromole((double A, double U, double C, double G) n) => PerMole(n) * 1e-6;
}
