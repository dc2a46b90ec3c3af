using Titer.Core;

namespace Titer.Processes.Transcription;

/// <summary>Names, units, bounds, defaults and sources of <see cref="InVitroTranscription"/>.</summary>
internal static class IvtDescription
{
    private const string Fitted = "fitted here to Akama et al. 2012 (docs/mrna.md), prior of Stover, Ganko and Braatz 2024";
    private const string Stover = "Stover, Ganko and Braatz 2024, Biotechnol. Bioeng. 121:2636, fitted there to Akama et al. 2012";
    private const string StoverPrior = "Stover, Ganko and Braatz 2024, taken there from the literature and held";
    private const string Akama = "Akama, Yamamura and Kigawa 2012, Biophys. J. 102:221";
    private const string Edta = "Smith and Martell, Critical Stability Constants, 25 Cel, 0.1 mol/L: log K 10.17, 6.11, 8.83 (Mg)";
    private const string Vessel = "5 L reaction of this project";
    private const string Template = "template of Akama et al. 2012, counts of Stover et al. 2024";

    public static readonly ModelDescription Value = new(
        "in-vitro-transcription", "2", $"{Stover}; {Akama}; van de Berg et al. 2021, npj Vaccines 6:65",
        States:
        [
            new("template", Unit.Nanomolar, 0, 1000, 30, "free of crystals; linear plasmid"),
            new("RNA", Unit.Micromolar, 0, 100, 0, "full-length transcripts, capped and uncapped"),
            new("capped RNA", Unit.Micromolar, 0, 100, 0, "those of the full-length that began with the cap analogue"),
            new("broken RNA", Unit.Micromolar, 0, 100, 0, "transcripts hydrolysed at least once"),
            new("truncated RNA", Unit.Millimolar, 0, 50, 0, "nucleotides in aborted and truncated transcripts, lumped"),
            new("double-stranded RNA", Unit.Millimolar, 0, 50, 0, "nucleotides added to RNA as its own template, lumped"),
            new("ATP", Unit.Millimolar, 0, 100, 5, "total of all its complexes"),
            new("UTP", Unit.Millimolar, 0, 100, 5, "total of all its complexes"),
            new("CTP", Unit.Millimolar, 0, 100, 5, "total of all its complexes"),
            new("GTP", Unit.Millimolar, 0, 100, 5, "total of all its complexes"),
            new("cap analogue", Unit.Millimolar, 0, 50, 4, "total of all its complexes"),
            new("pyrophosphate", Unit.Millimolar, 0, 100, 0, "dissolved, total of all its complexes"),
            new("phosphate", Unit.Millimolar, 0, 200, 0, "dissolved, total of all its complexes"),
            new("magnesium", Unit.Millimolar, 0, 200, 30, "dissolved, total of all its complexes"),
            new("crystals", Unit.Millimolar, 0, 100, 0, "Mg2PPi, per volume of suspension"),
            new("nuclei", Unit.One, 0, 100, 0, "crystal nuclei in the units of Stover et al. 2024"),
            new("polymerase", Unit.Nanomolar, 0, 5000, 130, "active T7 RNA polymerase; 8 U/uL at 16 nM per U/uL, Stover et al. 2024"),
            new("pyrophosphatase", Unit.EnzymePerMillilitre, 0, 100, 2, "1 U turns over 1 umol of pyrophosphate a minute"),
            new("buffer", Unit.Millimolar, 0, 200, 40, "Tris, both forms"),
            new("monovalent cations", Unit.Millimolar, 0, 1000, 79.2, "Na+ of the nucleotides"),
            new("monovalent anions", Unit.Millimolar, 0, 1000, 82.3, "acetate of the magnesium, chloride of the buffer"),
            new("volume", Unit.Litre, 0.01, 10, 5, Vessel),
            new("DNase", Unit.EnzymePerMillilitre, 0, 1000, 0, "DNase I, which ends the template"),
            new("EDTA", Unit.Millimolar, 0, 200, 0, "total, free and with magnesium; ends the reaction"),
            new("temperature", Unit.Celsius, 0, 60, 37, Vessel),
        ],
        Inputs:
        [
            new("ATP feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("UTP feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("CTP feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("GTP feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("cap feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("magnesium feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("polymerase feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("base", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("DNase feed", Unit.LitrePerHour, 0, 1, 0, Vessel),
            new("EDTA feed", Unit.LitrePerHour, 0, 5, 0, Vessel),
            new("jacket", Unit.Celsius, 0, 60, 37, Vessel),
        ],
        Parameters:
        [
            new("initiation rate", Unit.PerHour, 1, 5e4, 4960, $"per initiation complex, {Fitted}"),
            new("elongation rate", Unit.PerHour, 1e4, 1.5e6, 157000, $"nucleotides per polymerase, {Fitted}"),
            new("promoter unbinding", Unit.PerHour, 400, 7.4e4, 4623, Fitted),
            new("promoter binding", Unit.PerNanomolarPerHour, 20, 2100, 200.711, Stover),
            new("half saturation of elongation", Unit.Millimolar, 0.01, 100, 0.3325, $"of each MgNTP, {Fitted}"),
            new("half saturation of magnesium", Unit.Millimolar, 0.01, 50, 0.215, $"free Mg2+, {Fitted}"),
            new("pyrophosphate inhibition", Unit.Millimolar, 0.01, 50, 0.07312, $"MgPPi, {Fitted}"),
            new("half saturation of initiation", Unit.Millimolar, 1e-6, 20, 0.04421, "MgGTP; 0.1 to 0.6 mmol/L at the first two positions, "
                + "Martin and Coleman 1989, Biochemistry 28:2760; prior, not in Stover et al. 2024"),
            new("cap preference", Unit.One, 0, 200, 18, "of the trinucleotide cap over GTP at initiation: 94 % capping at 4 mmol/L beside 5 of GTP, "
                + "Henderson et al. 2021, Curr. Protoc. 1:e39"),
            new("salt of half binding", Unit.Millimolar, 20, 1e6, 252.9,
                "ionic strength; T7 polymerase loses most activity between 0.1 and 0.3 mol/L of salt, "
                + "Chamberlin and Ring 1973, J. Biol. Chem. 248:2245; fitted here, hardly moved"),
            new("salt power", Unit.One, 1, 12, 4, "ions released at promoter binding, 3 to 7, Gunderson et al. 1987, Biochemistry 26:1539; prior"),
            new("acid pK", Unit.PH, 0, 8, 6.9, "activity halves near pH 7, Chamberlin and Ring 1973; prior"),
            new("alkaline pK", Unit.PH, 8, 14, 9.3, "activity falls above pH 9, Chamberlin and Ring 1973; prior"),
            new("polymerase loss", Unit.PerHour, 0, 2, 0.3664, $"at 37 Cel; {Fitted}, here a half-life of 14 h within a factor of 3"),
            new("pyrophosphatase turnover", Unit.One, 0.01, 100, 1, $"over its nominal activity, {StoverPrior}"),
            new("half saturation of pyrophosphatase", Unit.Millimolar, 1e-3, 10, 0.214, $"MgPPi, {StoverPrior}"),
            new("crystal growth", Unit.MillimolarPerHour, 1e-5, 1e9, 1586, $"per unit of nuclei, {Fitted}"),
            new("nucleation barrier", Unit.One, 1e-5, 90, 31.4, $"B in exp(-B / ln(S)^2), classical nucleation, {Fitted}"),
            new("template sequestration", Unit.PerHour, 1e-2, 1e12, 31370, $"per unit of nuclei, {Fitted}"),
            new("Mg2PPi solubility", Unit.Millimolar, 1e-7, 14, 0.1645, $"dissolved Mg2PPi beside crystals, {Fitted}"),
            new("K HNTP", Unit.PerMolar, 8.1e4, 8.1e8, 8.12987e6, Stover),
            new("K MgHNTP", Unit.PerMolar, 1.2, 1.2e4, 120.225, $"Mg to HNTP, {Stover}"),
            new("K MgNTP", Unit.PerMolar, 1e3, 1e6, 12140, Fitted),
            new("K Mg2NTP", Unit.PerMolar, 1, 3.2e3, 20.62, $"Mg to MgNTP, {Fitted}"),
            new("K HPPi", Unit.PerMolar, 1e8, 1e10, 1.04095e9, Stover),
            new("K MgHPPi", Unit.PerMolar, 21, 2.1e4, 2067.69, $"Mg to HPPi, {Stover}"),
            new("K H2PPi", Unit.PerMolar, 1.8e4, 1.8e8, 1.82252e6, $"H to HPPi, {Stover}"),
            new("K MgH2PPi", Unit.PerMolar, 1.3, 1.3e4, 128.806, $"Mg to H2PPi, {Stover}"),
            new("K MgPPi", Unit.PerMolar, 6.3e3, 1e7, 117800, Fitted),
            new("K Mg2PPi", Unit.PerMolar, 37, 6.3e4, 11030, $"Mg to MgPPi, {Fitted}"),
            new("K MgPi", Unit.PerMolar, 1, 1e4, 75.8578, StoverPrior),
            new("K HPi", Unit.PerMolar, 1e5, 1e9, 8.31764e6, StoverPrior),
            new("buffer pK", Unit.PH, 6, 9, 8.1, $"Tris at 37 Cel and this salt, {StoverPrior}; HEPES 7.3"),
            new("RNA hydrolysis", Unit.PerHour, 0, 1e-2, 5e-6, "per linkage at pH 8 and 10 mmol/L of free Mg2+, first order in both and in OH-: "
                + "order of Li and Breaker 1999, J. Am. Chem. Soc. 121:5364 and AbouHaidar and Ivanov 1999, Z. Naturforsch. C 54:542; prior"),
            new("aborted nucleotides", Unit.One, 0, 1000, 10,
                "per full transcript, in aborts of 2 to 8, Martin, Muller and Coleman 1988, Biochemistry 27:3966; in "
                + "Akama et al. 2012 at least 97 % of the scarcest nucleotide ends in full-length RNA"),
            new("double-strand rate", Unit.PerHour, 0, 1e6, 500,
                "nucleotides per idle polymerase; 3' extension of RNA by itself, Gholamalipour et al. 2018, "
                + "Nucleic Acids Res. 46:9253; size chosen for some 0.1 to 1 % of the RNA, the range of Wu et al. 2020, RNA 26:345"),
            new("half saturation of double-strand", Unit.Micromolar, 0.01, 100, 3, "RNA that occupies idle polymerase; chosen"),
            new("adenosines", Unit.One, 1, 2e4, 231, Template),
            new("uridines", Unit.One, 1, 2e4, 246, Template),
            new("cytidines", Unit.One, 1, 2e4, 189, Template),
            new("guanosines", Unit.One, 1, 2e4, 202, Template),
            new("feed nucleotide", Unit.Millimolar, 1, 500, 100, "of the one NTP in its feed; commercial solution"),
            new("feed cap", Unit.Millimolar, 1, 500, 100, "commercial solution"),
            new("feed magnesium", Unit.Millimolar, 1, 3000, 1000, "Mg acetate"),
            new("feed polymerase", Unit.Nanomolar, 1, 1e6, 16000, "1000 U/uL"),
            new("feed base", Unit.Millimolar, 1, 3000, 500, "NaOH"),
            new("sodium per nucleotide", Unit.One, 0, 5, 3.96, "of NTP solutions at their pH, Stover et al. 2024"),
            new("K HEDTA", Unit.PerMolar, 1e8, 1e12, 1.48e10, Edta),
            new("K H2EDTA", Unit.PerMolar, 1e4, 1e8, 1.29e6, $"H to HEDTA, {Edta}"),
            new("K MgEDTA", Unit.PerMolar, 1e7, 1e11, 6.8e8, Edta),
            new("DNase rate", Unit.PerHour, 0, 100, 0.9,
                "template lost per U/mL with enough magnesium; chosen so that 40 U/mL leave 1e-4 after 15 min, the order of the suppliers' protocols"),
            new("feed DNase", Unit.EnzymePerMillilitre, 1, 1e6, 10000, "10 U/uL"),
            new("feed EDTA", Unit.Millimolar, 1, 1000, 500, "commercial solution"),
            new("activation of polymerase", Unit.KilojoulePerMole, 0, 200, 70,
                "Arrhenius around 37 Cel: activity some 2.5 times per 10 K below, the order of Chamberlin and Ring 1973; prior"),
            new("activation of polymerase loss", Unit.KilojoulePerMole, 0, 500, 200, "unfolding, lost within minutes above 45 Cel; prior"),
            new("activation of RNA hydrolysis", Unit.KilojoulePerMole, 0, 300, 120, "29 kcal/mol, the order of Li and Breaker 1999; prior"),
            new("jacket transfer", Unit.PerHour, 0.1, 100, 8, $"time constant of 7.5 min; {Vessel}"),
            new("sodium per EDTA", Unit.One, 2, 4, 3.65, "tri- and tetrasodium salt, so that pH holds when two thirds of it take magnesium; chosen"),
        ]);
}
