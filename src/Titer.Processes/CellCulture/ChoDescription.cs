using Titer.Core;

namespace Titer.Processes.CellCulture;

/// <summary>
/// Names, units, bounds, defaults and sources of <see cref="ChoFedBatch"/>. Derived rates are per 10^9 cells; their unit is in
/// the source text.
/// </summary>
internal static class ChoDescription
{
    private const string Moeller = "Moeller et al. 2018, Bioengineering 5:25, table 2";
    private const string Craven = "Craven, Whelan and Glennon 2014, J. Process Control 24:344";
    private const string Martens = "Martens et al. 2025, arXiv 2508.10970 (mf-bo4bio clone sets, middle of range)";
    private const string Vessel = "200 L vessel of this project";

    public static readonly ModelDescription Value = new(
        "cho-fed-batch", "3", $"{Craven}; {Moeller}; {Martens}",
        States:
        [
            new("viable cells", Unit.GigaPerLitre, 0, 60, 0.4, "inoculum"),
            new("dead cells", Unit.GigaPerLitre, 0, 60, 0.02, "inoculum of 95 % viability"),
            new("glucose", Unit.Millimolar, 0, 200, 20, "medium"),
            new("glutamine", Unit.Millimolar, 0, 50, 6, "medium"),
            new("lactate", Unit.Millimolar, 0, 200, 0.5, "carried over with the inoculum"),
            new("ammonia", Unit.Millimolar, 0, 50, 0.3, "carried over with the inoculum"),
            new("antigen", Unit.GramPerLitre, 0, 30, 0, "none at the start"),
            new("volume", Unit.Litre, 100, 220, 140, Vessel),
            new("dissolved oxygen", Unit.Millimolar, 0, 1.2, 0.0821, "40 % of air saturation"),
            new("inorganic carbon", Unit.Millimolar, 0, 200, 20.2, "1.7 g/L NaHCO3"),
            new("strong ions", Unit.Millimolar, -20, 200, 23.4, "pH 7.05 with this carbon"),
            new("temperature", Unit.Celsius, 4, 45, 36.8, "set point"),
        ],
        Inputs:
        [
            new("feed", Unit.LitrePerHour, 0, 5, 0, Vessel),
            new("base", Unit.LitrePerHour, 0, 5, 0, Vessel),
            new("sampling", Unit.LitrePerHour, 0, 60, 0, Vessel),
            new("agitation", Unit.PerMinute, 0, 220, 80, Vessel),
            new("air", Unit.LitrePerMinute, 0, 40, 4, Vessel),
            new("oxygen", Unit.LitrePerMinute, 0, 40, 0, Vessel),
            new("carbon dioxide", Unit.LitrePerMinute, 0, 20, 0.5, Vessel),
            new("jacket", Unit.Celsius, 0, 60, 37, Vessel),
        ],
        Parameters:
        [
            new("maximum growth rate", Unit.PerHour, 0, 0.1, 0.039, Moeller),
            new("maximum death rate", Unit.PerHour, 0, 0.1, 0.0125, Martens),
            new("growth rate at half death", Unit.PerHour, 1e-4, 0.1, 0.0125, Martens),
            new("lysis rate", Unit.PerHour, 0, 0.2, 0.04, Martens),
            new("half saturation of glucose", Unit.Millimolar, 1e-3, 20, 1.0, Moeller),
            new("half saturation of glutamine", Unit.Millimolar, 1e-3, 5, 0.047, Moeller),
            new("half saturation of oxygen", Unit.Percent, 1e-3, 20, 1.0,
                "% of air saturation; 0.6 % for the uptake of hybridoma cells, limiting below 1 %, "
                + "Ozturk and Palsson 1990, Biotechnol. Prog. 6:437"),
            new("lactate inhibition", Unit.Millimolar, 1, 1000, 43, Moeller),
            new("ammonia inhibition", Unit.Millimolar, 0.5, 100, 6.51, Moeller),
            new("cell yield on glucose", Unit.One, 0.01, 10, 0.357, $"10^9 cells/mmol, {Moeller}"),
            new("cell yield on glutamine", Unit.One, 0.01, 10, 0.974, $"10^9 cells/mmol, {Moeller}"),
            new("lactate per glucose", Unit.One, 0, 2, 0.70, $"mmol/mmol, {Moeller}"),
            new("ammonia per glutamine", Unit.One, 0, 2, 0.67, $"mmol/mmol, {Moeller}"),
            new("glucose maintenance", Unit.One, 0, 1, 0.0692, $"mmol/10^9 cells/h, {Moeller}"),
            new("glutamine maintenance", Unit.One, 0, 1, 0.0032, $"mmol/10^9 cells/h, {Moeller}"),
            new("half saturation of glutamine maintenance", Unit.Millimolar, 0.01, 50, 2.1, Moeller),
            new("glutamine decay", Unit.PerHour, 0, 0.05, 0.00125, Martens),
            new("ammonia uptake", Unit.One, 0, 1, 0.0063, $"mmol/10^9 cells/h, {Moeller}"),
            new("lactate uptake", Unit.One, 0, 1, 0.018,
                "mmol/10^9 cells/h; of the size seen after the metabolic shift, Zagari et al. 2013, New Biotechnol. 30:238"),
            new("half saturation of lactate uptake", Unit.Millimolar, 0.1, 100, 20, "of the size seen after the metabolic shift, Zagari et al. 2013"),
            new("specific productivity", Unit.One, 0, 0.05, 0.00151, $"g/10^9 cells/h at the optimal temperature, {Moeller}"),
            new("productivity gain by cooling", Unit.One, 0, 0.3, 0.06,
                "1/K; a third of the doubling from 37 to 32 Cel in Fox et al. 2004, Biotechnol. Bioeng. 85:177"),
            new("optimal temperature", Unit.Celsius, 30, 40, 36.8,
                "growth set point of this project; the clones of Martens et al. 2025 have 30 to 40"),
            new("temperature width", Unit.Celsius, 1, 20, 5,
                "chosen, 56 % of the growth left at 33 Cel; Martens et al. 2025 fall off sooner, 2.1 below and 1.4 above"),
            new("death by heat", Unit.One, 0, 0.5, 0.10, "1/K; a Q10 of 2.7"),
            new("optimal pH", Unit.PH, 6, 8, 7.1, "middle of the usual window of CHO, Trummer et al. 2006, Biotechnol. Bioeng. 94:1033"),
            new("pH width", Unit.PH, 0.2, 3, 0.8, "alkaline side in Martens et al. 2025, arXiv 2508.10970; 1.5 on the acid side there"),
            new("oxygen maintenance", Unit.One, 0, 2, 0.20,
                "mmol/10^9 cells/h; with growth 4.8 to 8 pmol/cell/d, Goudar et al. 2011, Biotechnol. Prog. 27:1347"),
            new("oxygen per cell", Unit.One, 0, 20, 3.5, "mmol/10^9 cells; as above"),
            new("respiratory quotient", Unit.One, 0.5, 1.5, 1.0, "mmol/mmol, Goudar et al. 2011"),
            new("gas transfer factor", Unit.One, 0.2, 5, 1.0, "multiplies van 't Riet 1979"),
            new("non-carbonate buffer", Unit.Millimolar, 0, 50, 10, "phosphate and amino acids of the medium"),
            new("buffer pK", Unit.PH, 6, 8, 7.0, "between phosphate 6.8 and histidine side chains"),
            new("feed glucose", Unit.Millimolar, 10, 4000, 800, "concentrated feed of 144 g/L"),
            new("feed glutamine", Unit.Millimolar, 0, 500, 60, "concentrated feed"),
            new("feed strong ions", Unit.Millimolar, -100, 500, 30, "concentrated feed"),
            new("base strong ions", Unit.Millimolar, 0, 4000, 1000, "0.5 mol/L Na2CO3"),
            new("base carbon", Unit.Millimolar, 0, 2000, 500, "0.5 mol/L Na2CO3"),
            new("evaporation", Unit.One, 0, 0.1, 0.0008,
                "L/h per L/min of dry gas: saturated at 37 Cel (44 g/m3), of which the condenser returns 70 %"),
            new("jacket transfer", Unit.PerHour, 0.1, 20, 2.5, Vessel),
            new("heat loss", Unit.PerHour, 0, 1, 0.03, Vessel),
            new("half saturation of ammonia uptake", Unit.Millimolar, 0.01, 50, 1.0,
                "chosen: lets the constant uptake of the cited model end where there is none left"),
        ]);
}
