using Titer.Core;

namespace Titer.Processes.Downstream;

/// <summary>What a mixer for lipid nanoparticles is set to.</summary>
/// <param name="TotalFlow">Aqueous and ethanol together through all mixing elements, L/h.</param>
/// <param name="FlowRatio">Aqueous over ethanol, by volume.</param>
/// <param name="NitrogenToPhosphate">N/P: ionizable amine over RNA phosphate, mol/mol.</param>
/// <param name="Elements">Mixing elements that share the flow. A mixer is made larger by more of them, which leaves the size as it was (Shepherd et
/// al. 2021, Nano Lett. 21:5671).</param>
/// <param name="Lipids">In the ethanol.</param>
public sealed record MixerSettings(double TotalFlow, double FlowRatio, double NitrogenToPhosphate, double Elements, LipidComposition Lipids)
{
    /// <summary>Flow through one element, mL/min: what the mixing time, and with it the size, depends on.</summary>
    public double ElementFlow => TotalFlow * 1000 / 60 / Elements;
}

/// <summary>A figure with its standard uncertainty.</summary>
public readonly record struct Predicted(double Value, double StandardUncertainty);

/// <summary>What a mixer makes of RNA and lipids.</summary>
/// <param name="Diameter">Z-average by dynamic light scattering, nm.</param>
/// <param name="Encapsulation">Share of the RNA inside, 0 to 1.</param>
/// <param name="Polydispersity">PDI: no correlation, what the laboratories of the size data report.</param>
/// <param name="EthanolFraction">By volume, right after mixing and before dilution.</param>
/// <param name="LipidPerRna">g of all lipids per g of RNA.</param>
/// <param name="EthanolLipid">Lipids in the ethanol, g per litre.</param>
public sealed record Nanoparticles(
    Predicted Diameter, Predicted Encapsulation, Predicted Polydispersity, double EthanolFraction, double LipidPerRna, double EthanolLipid,
    ModelAssumptions Assumptions);

/// <summary>
/// Size and encapsulation of mRNA lipid nanoparticles from the settings of a mixer.
/// <para>Size: d = 176 nm (Q / 1 mL/min)^-0.351 (R / 3)^-0.414 (peg / 1.5 %)^-0.348 (1 + 1.70 exp(-(N/P - 1) / 1.33)), fitted here, each laboratory
/// with the same weight, to 38 published Z-averages of DLin-MC3-DMA or DODAP or L202 particles: Malburet et al. 2023, Gene Ther. 30 (doi
/// 10.1038/s41434-022-00370-1); Li et al. 2022, Nat. Commun. 13:5561; Sato et al. 2024, Chem. Pharm. Bull. 72 (10.1248/cpb.c24-00089); Gao et al.
/// 2022, Chem. Eng. J. (10.1016/j.cej.2022.136310); Maharjan et al. 2024, J. Pharm. Anal. (10.1016/j.jpha.2024.100996), as collected in LNP Atlas.
/// Residuals 15 %, means of laboratories 10 %: a prediction for another mixer is uncertain by 18 %. The flow is that of one element, a staggered
/// herringbone or similar; faster mixing gives smaller particles until the size no longer depends on it (Johnson and Prud'homme 2003, AIChE J.
/// 49:2264).</para>
/// <para>Encapsulation: E = 0.90 (1 - exp(-(0.72 + 0.69 N/P))); the bracket from Gao et al. 2022 (N/P 1, 3, 6: 74, 93, 99 %), the plateau the mean
/// of five laboratories with mRNA at N/P 6 to 10 (82 to 97 %), whose standard deviation is 6 %.</para>
/// </summary>
public static class NanoparticleMixer
{
    /// <summary>Mass of RNA per mole of its phosphate, g/mol, without counter-ions: the mean of the four nucleotides as in <see
    /// cref="Transcription.RnaMass"/>.</summary>
    public const double GramsPerPhosphate = 321.5;

    /// <summary>Relative standard uncertainty of a size predicted for a mixer without data of its own.</summary>
    public const double SizeUncertainty = 0.18;

    private const double Plateau = 0.90, PlateauUncertainty = 0.06;

    /// <summary>Z-average, nm.</summary>
    /// <param name="elementFlow">mL/min.</param>
    /// <param name="pegPercent">mol-%.</param>
    public static double Diameter(double elementFlow, double flowRatio, double nitrogenToPhosphate, double pegPercent) =>
        176 * Math.Pow(elementFlow, -0.351) * Math.Pow(flowRatio / 3, -0.414) * Math.Pow(pegPercent / 1.5, -0.348)
        * (1 + 1.70 * Math.Exp(-(nitrogenToPhosphate - 1) / 1.33));

    /// <summary>Share of the RNA that is complexed and enclosed, 0 to 1.</summary>
    public static double Encapsulation(double nitrogenToPhosphate) => Plateau * (1 - Math.Exp(-(0.72 + 0.69 * nitrogenToPhosphate)));

    /// <summary>g of all lipids per g of RNA at this N/P.</summary>
    public static double LipidPerRna(double nitrogenToPhosphate, LipidComposition lipids) =>
        nitrogenToPhosphate / GramsPerPhosphate * 1e3 * lipids.GramsPerMillimole;

    /// <param name="rna">RNA in the aqueous stream, g/L.</param>
    public static Nanoparticles Mix(MixerSettings settings, double rna)
    {
        double ratio = settings.NitrogenToPhosphate, diameter = Diameter(settings.ElementFlow, settings.FlowRatio, ratio, settings.Lipids.PegPercent);
        double lipidPerRna = LipidPerRna(ratio, settings.Lipids), encapsulation = Encapsulation(ratio);
        return new(
            new(diameter, SizeUncertainty * diameter), new(encapsulation, PlateauUncertainty * encapsulation / Plateau), new(0.13, 0.06),
            1 / (1 + settings.FlowRatio), lipidPerRna, rna * settings.FlowRatio * lipidPerRna,
            new("lipid-nanoparticle-mixing",
                "size: fitted to Malburet et al. 2023, Li et al. 2022, Sato et al. 2024, Gao et al. 2022, Maharjan et al. 2024 (LNP Atlas); "
                    + "encapsulation: Gao et al. "
                + "2022 and the mean of five laboratories",
                [
                    new("flow per mixing element", settings.ElementFlow, Unit.MillilitrePerMinute, 1, 20),
                    new("flow ratio", settings.FlowRatio, Unit.One, 1.2, 5),
                    new("N/P", ratio, Unit.One, 1, 10),
                    new("PEG-lipid", settings.Lipids.PegPercent, Unit.Percent, 0.25, 5),
                    new("RNA in the aqueous stream", rna, Unit.GramPerLitre, 0.02, 0.5),
                ],
                [
                    "a size for a mixer without data of its own is uncertain by 18 %, encapsulation by 6 %; the polydispersity is not predicted",
                    "volumes of water and ethanol add (they shrink by up to 3 %)",
                    "nitrogen: one amine per ionizable lipid; 321.5 g of RNA per mole of phosphate",
                    "the lipid is DLin-MC3-DMA or alike, the pH 4",
                ]));
    }
}
