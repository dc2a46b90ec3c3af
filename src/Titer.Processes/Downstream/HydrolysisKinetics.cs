using Titer.Core;
using Titer.Numerics;

namespace Titer.Processes.Downstream;

/// <summary>
/// Hydrolysis of RNA, first order, each linkage alike: intact(t) = exp(-n k t) with n linkages and k = exp(ln k0 - Ea/R (1/T - 1/T0)) per linkage
/// (Li and Breaker 1999, J. Am. Chem. Soc. 121:5364; Wayment-Steele et al. 2021, Nucleic Acids Res. 49:10604; Arrhenius). The logarithm of k0 and
/// Ea are normal and independent, because T0 is the storage temperature.
/// </summary>
/// <param name="Medium">Where the RNA is.</param>
/// <param name="LogRate">ln k0, k0 in 1/h per linkage at <see cref="ReferenceTemperature"/>.</param>
/// <param name="LogRateUncertainty">Standard uncertainty of it.</param>
/// <param name="ActivationEnergy">Ea, kJ/mol.</param>
/// <param name="ActivationEnergyUncertainty">Standard uncertainty of it.</param>
/// <param name="PH">Of the medium.</param>
/// <param name="Source">Of the numbers.</param>
public sealed record HydrolysisKinetics(
    string Medium, double LogRate, double LogRateUncertainty, double ActivationEnergy, double ActivationEnergyUncertainty, double PH, string Source)
{
    /// <summary>T0: 5 Cel, in K.</summary>
    public const double ReferenceTemperature = 278.15;

    /// <summary>kJ/(mol K).</summary>
    public const double GasConstant = 8.314462618e-3;

    /// <summary>Lowest and highest temperature of the sources, Cel. Below, water freezes, solutes concentrate and the order of things is
    /// another.</summary>
    public const double LowestTemperature = 0, HighestTemperature = 60;

    // 4000 nt half gone in 941 d at 5 Cel, pH 7.4.
    private const double LogRateInBuffer = -18.685;

    private const string BufferSource = "rate: Wayment-Steele et al. 2021, Nucleic Acids Res. 49:10604, from Li and Breaker 1999 (4000 nt, pH "
        + "7.4, 5 Cel: half-life 941 d), within a "
        + "factor of 2; Ea: 31.5 kcal/mol per phosphodiester, 4000 nt, Chheda et al. 2024, J. Pharm. Sci. 113:377; 28 kcal/mol by the slope of Li "
        + "and Breaker 1999";

    private const string ParticleSource = "rate: that in buffer times 3, so that published shelf lives at 2 to 8 Cel (30 d of mRNA-1273, 70 d of "
        + "BNT162b2) are met, within a factor "
        + "of 2; Ea as in buffer. Replace by a stability study of the product";

    /// <summary>In buffer without magnesium. First order in OH-, so a factor of 10 per unit of pH (slope 0.98 in Li and Breaker 1999).</summary>
    public static HydrolysisKinetics InBuffer(double pH = 7.4) =>
        new("buffer", LogRateInBuffer + (pH - 7.4) * Math.Log(10), 0.7, 128, 8, pH, BufferSource);

    /// <summary>In a lipid nanoparticle, in a buffer of pH 7.4. Covers what else takes mRNA there, e.g. adducts of lipids (Packer et al. 2021, Nat.
    /// Commun. 12:6777), as if it were hydrolysis.</summary>
    public static HydrolysisKinetics InNanoparticle() =>
        new("lipid nanoparticle", LogRateInBuffer + Math.Log(3), 0.7, 128, 8, 7.4, ParticleSource);

    /// <summary>k per linkage, 1/h.</summary>
    public double Rate(double celsius) => Rate<Real>(LogRate, ActivationEnergy, celsius).Value;

    /// <summary>Share of molecules of n linkages that are whole after a time at one temperature.</summary>
    /// <param name="linkages">Nucleotides less one.</param>
    public double Intact(double linkages, double celsius, double hours) => Math.Exp(-linkages * Rate(celsius) * hours);

    /// <summary>k per linkage, 1/h, over the scalar: with dual numbers its sensitivities are exact.</summary>
    public static T Rate<T>(T logRate, T activationEnergy, double celsius) where T : struct, IScalar<T> =>
        T.Exp(logRate - activationEnergy * ((1 / (celsius + 273.15) - 1 / ReferenceTemperature) / GasConstant));

    /// <summary>What these kinetics take for granted at the temperatures from low to high.</summary>
    public ModelAssumptions Assumptions(double linkages, double lowest, double highest) => new(
        $"RNA hydrolysis in {Medium}", Source,
        [
            new("lowest temperature", lowest, Unit.Celsius, LowestTemperature, HighestTemperature),
            new("highest temperature", highest, Unit.Celsius, LowestTemperature, HighestTemperature),
            new("pH", PH, Unit.PH, 6, 9),
            new("nucleotides", linkages + 1, Unit.One, 100, 15000),
        ],
        [
            "first order; every linkage alike, whatever the sequence, the folding and modified nucleotides", "no nucleases, no divalent metals",
            "one activation energy at all temperatures; below 0 Cel that is an extrapolation: freeze-concentration can speed hydrolysis up and a "
                + "glass stop it",
            "an RNA is intact until its first cut; loss of particles or of encapsulation is not in it",
        ]);
}
