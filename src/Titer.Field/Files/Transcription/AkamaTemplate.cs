using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>What the experiments of Akama et al. 2012 have in common, after Stover et al. 2024: 40 mmol/L Tris of pH 8, 7.4 nmol/L of an 868 nt
/// template.</summary>
internal static class AkamaTemplate
{
    public const string Said =
        "Not in the file, from Stover et al. 2024: NTP is of each nucleotide; template 7.4 nmol/L, transcript of 231 A, 246 U, "
        + "189 C and 202 G, "
        + "40 mmol/L Tris of pH 8.0.";

    public static IvtConditions Mix(double eachNucleotide, double magnesium, double polymerase) => new()
    {
        Atp = eachNucleotide, Utp = eachNucleotide, Ctp = eachNucleotide, Gtp = eachNucleotide, Magnesium = magnesium, Polymerase = polymerase,
        Template = 7.4, Composition = (231, 246, 189, 202),
    };
}
