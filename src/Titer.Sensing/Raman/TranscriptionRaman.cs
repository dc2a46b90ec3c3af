using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Raman.RamanPhysics;

namespace Titer.Sensing.Raman;

/// <summary>
/// The probe in an in-vitro transcription: the sum of the nucleoside triphosphates, and RNA. Both have the same bases; what tells them apart is the
/// triphosphate chain (1123 1/cm with magnesium, 1114 without; L. Rimai et al., Biophys. J. 9 (1969) 320-329; H. Takeuchi, H. Murata, I. Harada,
/// J. Am. Chem. Soc. 110 (1988) 392-397) against phosphodiester (813) and phosphodioxy (1101) of the strand (J. M. Benevides et al., Biophys. J. 72
/// (1997) 2748-2762). Bands of the bases: R. C. Lord, G. J. Thomas, Spectrochim. Acta A 23 (1967) 2551-2591; stacked in RNA they scatter
/// less (hypochromism). Heights are those of this simulated probe.
/// </summary>
public static class TranscriptionRaman
{
    public static readonly Tag NucleotidesTag = new("NTP"), RnaTag = new("RNA");

    /// <summary>Mean molar mass of a nucleotide in RNA of equal parts, g/mol.</summary>
    public const double NucleotideMass = 321.5;

    // Dissociation of MgNTP that matters for the band, mmol/L.
    private const double MagnesiumHalf = 0.1;
    private const double Hypochromism = 0.75, BufferFluorescence = 3_000, CrystalExtinction = 0.03;

    /// <summary>Bases with their ribose, counts per mmol/L.</summary>
    private static readonly Band[] Adenine = [new(725, 7, 5), new(1335, 11, 7), new(1380, 10, 3), new(1485, 10, 5), new(1580, 10, 5)];
    private static readonly Band[] Uracil = [new(785, 8, 5), new(1235, 14, 6), new(1690, 20, 4)];
    private static readonly Band[] Cytosine = [new(783, 8, 4.5), new(1250, 14, 3), new(1295, 12, 4.5), new(1528, 10, 2)];
    private static readonly Band[] Guanine = [new(668, 7, 3), new(1320, 12, 4), new(1365, 10, 4), new(1485, 9, 7), new(1578, 10, 6)];
    private static readonly Band[] BoundTriphosphate = [new(1123, 13, 9)], FreeTriphosphate = [new(1114, 13, 9)];
    /// <summary>Two methylated guanosines over a triphosphate bridge, counts per mmol/L.</summary>
    private static readonly Band[] CapAnalogue =
        [new(1118, 15, 8), new(672, 8, 4), new(1330, 12, 6), new(1370, 11, 6), new(1488, 10, 11), new(1545, 10, 4), new(1580, 10, 8)];
    /// <summary>Hydrogen phosphate and dihydrogen phosphate, counts per mmol/L.</summary>
    private static readonly Band[] Phosphate = [new(990, 9, 3), new(876, 11, 1), new(1077, 12, 1)];
    /// <summary>Crystals of magnesium pyrophosphate, counts per mmol/L.</summary>
    private static readonly Band[] Crystals = [new(1052, 9, 5), new(738, 10, 2.5)];
    /// <summary>Tris, acetate, dithiothreitol and the proteins, counts at nominal strength.</summary>
    private static readonly Band[] Buffer = [new(1063, 12, 60), new(1468, 16, 70), new(930, 10, 90), new(1415, 14, 70), new(1003, 6, 20), new(680, 10,
        25)];

    /// <summary>Counts per g/L.</summary>
    private static readonly Band[] Rna =
    [
        new(813, 9, 6000 / NucleotideMass), new(1101, 11, 7000 / NucleotideMass),
        .. new[] { Adenine, Uracil, Cytosine, Guanine }.SelectMany(b => b)
            .Select(b => b with { Height = 0.25 * Hypochromism * 1000 / NucleotideMass * b.Height }),
    ];

    public static RamanApplication Application { get; } = new()
    {
        Stream = "raman-transcription",
        Analytes = [(NucleotidesTag.Name, Unit.Millimolar), (RnaTag.Name, Unit.GramPerLitre)],
        Components = [Adenine, Uracil, Cytosine, Guanine, BoundTriphosphate, FreeTriphosphate, CapAnalogue, Rna, Phosphate, Crystals],
        Amounts = static (in Broth b, Span<double> amounts) =>
        {
            double all = b.Atp + b.Utp + b.Ctp + b.Gtp, bound = all * b.FreeMagnesium / (b.FreeMagnesium + MagnesiumHalf);
            (amounts[0], amounts[1], amounts[2], amounts[3]) = (b.Atp, b.Utp, b.Ctp, b.Gtp);
            (amounts[4], amounts[5], amounts[6]) = (bound, all - bound, b.Cap);
            (amounts[7], amounts[8], amounts[9]) = (b.Rna, b.Phosphate, b.Crystals);
        },
        Medium = Buffer,
        Transmission = static (double _, in Broth b) => Math.Exp(-CrystalExtinction * b.Crystals),
        Fluorescence = static (double _, in Broth _) => BufferFluorescence,
        Mixture = Mixture,
        References = static (in Broth b) => [b.Atp + b.Utp + b.Ctp + b.Gtp, b.Rna],
        // Nucleotides by liquid chromatography, RNA by absorbance after purification, means of replicates.
        ReferenceRelative = 0.02,
        ReferenceFloor = [0.15, 0.05],
        Hours = 8,
    };

    private static Broth Mixture(Gaussian design) => new()
    {
        PH = 7.8, Temperature = 37, Volume = 1, IntactFraction = 1, TranscriptLength = 4000,
        Atp = design.Uniform(0, 14), Utp = design.Uniform(0, 14), Ctp = design.Uniform(0, 14), Gtp = design.Uniform(0, 14), Cap = design.Uniform(0,
            8),
        Rna = design.Uniform(0, 14), Phosphate = design.Uniform(0, 60), Crystals = design.Uniform(0, 6),
        FreeMagnesium = Math.Pow(10, design.Uniform(-2, 1.5)),
    };
}
