using Titer.Core;

namespace Titer.Processes.Downstream;

/// <summary>Names, units, bounds, defaults and sources of <see cref="TangentialFlow"/>.</summary>
internal static class TangentialFlowDescription
{
    private const string Skid = "cassette of this project, 300 kDa";
    private const string Small = "far below the pores: passes freely";
    private const string Own = "prior; measure on the membrane in use";
    private const string Sieving = $"sieving coefficient, permeate over retentate; {Own}";

    public static readonly ModelDescription Value = new(
        "tangential-flow-filtration", "1",
        "Blatt, Dravid, Michaels and Nelsen 1970, in Flinn (ed.), Membrane Science and Technology, 47 (gel polarisation); van Reis and Zydney 2007, "
        + "J. Membr. Sci. 297:16 (film model, sieving, diafiltration); Manzano and Zydney 2017, J. Membr. Sci. 544 (RNA through ultrafiltration "
        + "membranes)",
        States:
        [
            new("volume", Unit.Litre, 0.01, 100, 5, "of the retentate loop"),
            new("intact RNA", Unit.GramPerLitre, 0, 50, 5, "full length"),
            new("broken RNA", Unit.GramPerLitre, 0, 50, 0.2, "hydrolysed at least once"),
            new("double-stranded RNA", Unit.GramPerLitre, 0, 5, 0.02, "of the size of the transcript: this step does not take it out"),
            new("nucleotides", Unit.Millimolar, 0, 100, 10, "NTPs, cap analogue and aborted transcripts of up to 10 nucleotides"),
            new("salt", Unit.Millimolar, 0, 2000, 150, "small ions of the reaction and of the diafiltration buffer"),
            new("EDTA", Unit.Millimolar, 0, 200, 40, "free and with magnesium"),
            new("protein", Unit.GramPerLitre, 0, 20, 0.1, "polymerase (99 kDa), pyrophosphatase (71 kDa), DNase (31 kDa)"),
            new("DNA fragments", Unit.GramPerLitre, 0, 5, 0.05, "template after DNase"),
            new("ethanol", Unit.GramPerLitre, 0, 400, 0, "after mixing with lipids"),
            new("permeate", Unit.Litre, 0, 200, 0, "drawn through the membrane so far"),
            new("diafiltered", Unit.Litre, 0, 200, 0, "buffer that has come in so far"),
        ],
        Inputs:
        [
            new("transmembrane pressure", Unit.Kilopascal, 0, 300, 0, Skid),
            new("diafiltration flow", Unit.LitrePerHour, 0, 60, 0, Skid),
            new("cross flow", Unit.LitrePerHour, 0, 600, 150, "of the retentate along the membrane"),
        ],
        Parameters:
        [
            new("sieving of intact RNA", Unit.One, 0, 1, 0.001, $"4000 nt, 1.3 MDa: retained; {Sieving}"),
            new("sieving of broken RNA", Unit.One, 0, 1, 0.01, $"pieces of some 2000 nt; {Sieving}"),
            new("sieving of double-stranded RNA", Unit.One, 0, 1, 0.001, $"as the transcript; {Sieving}"),
            new("sieving of nucleotides", Unit.One, 0, 1, 1, Small),
            new("sieving of salt", Unit.One, 0, 1, 1, $"{Small}; the Donnan effect of RNA is left out"),
            new("sieving of EDTA", Unit.One, 0, 1, 1, Small),
            new("sieving of protein", Unit.One, 0, 1, 0.6, $"30 to 100 kDa through 300 kDa; {Sieving}"),
            new("sieving of DNA fragments", Unit.One, 0, 1, 0.7, $"of some 100 base pairs; {Sieving}"),
            new("sieving of ethanol", Unit.One, 0, 1, 1, Small),
            new("membrane area", Unit.SquareMetre, 0.01, 10, 0.5, Skid),
            new("membrane resistance", Unit.PerMetre, 1e11, 1e14, 1.8e12,
                "water permeability 200 L/(m2.h.bar) at 1 mPa.s; open ultrafiltration membranes have 100 to 600"),
            new("viscosity", Unit.MillipascalSecond, 0.3, 20, 1, "of the permeate, water at 20 Cel"),
            new("mass transfer", Unit.LitrePerSquareMetreHour, 1, 200, 15, $"of RNA to the wall at a cross flow of 300 L/(m2.h); {Own}"),
            new("power of cross flow", Unit.One, 0.2, 1, 0.5, "0.33 in a laminar channel (Leveque), 0.8 turbulent, 0.5 in channels with screens: "
                + "van Reis and Zydney 2007"),
            new("gel concentration", Unit.GramPerLitre, 5, 100, 20, $"RNA at the wall where the flux is zero; {Own}"),
            new("hold-up", Unit.Litre, 1e-3, 1, 0.02, "below it the pump draws air and nothing permeates"),
            new("RNA breakage", Unit.PerHour, 0, 1, 5e-4, "HydrolysisKinetics.InBuffer, 4000 nt, 20 Cel, pH 7.4; shear is left out"),
            new("salt of the buffer", Unit.Millimolar, 0, 500, 10, "citrate or Tris that the RNA is diafiltered into"),
        ]);
}
