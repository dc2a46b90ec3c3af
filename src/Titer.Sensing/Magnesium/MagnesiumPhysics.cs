using System.Collections.Immutable;
using Titer.Sensing.IonArray;

namespace Titer.Sensing.Magnesium;

/// <summary>
/// Free Mg2+ by liquid-membrane electrodes: E = E0(T) + (s S(T)/2) (log10(D) + pX0), D = a + L + sum_j K_j a_j^(2/z_j) by Nikolsky and
/// Eisenman, with activities a = gamma(I) c by Davies (<see cref="ActivityCoefficient"/>) and the level L that the membrane itself keeps in
/// front of it, its limit of detection (IUPAC: R. P. Buck, E. Lindner, Pure Appl. Chem. 66 (1994) 2527-2536).
/// </summary>
public static class MagnesiumPhysics
{
    /// <summary>Sites for Mg2+ on the chip.</summary>
    public const int Sites = 4;

    /// <summary>log10 of D at <paramref name="volts"/> on one site.</summary>
    public static double Decades(IonElectrode site, double volts, double celsius) =>
        (volts - site.Offset(celsius)) * site.Ion.Charge / (site.Slope * Nernst.Slope(celsius)) - site.PX0;

    /// <summary>V at log10 of D; the inverse of <see cref="Decades"/>.</summary>
    public static double Volts(IonElectrode site, double decades, double celsius) =>
        site.Offset(celsius) + site.Slope * Nernst.Slope(celsius) / site.Ion.Charge * (decades + site.PX0);

    /// <summary>Activity coefficient of an ion of charge <paramref name="charge"/> at ionic strength <paramref name="ionic"/>, mol/L.</summary>
    public static double Gamma(double ionic, int charge, double celsius) => Math.Exp(
        charge * charge * ActivityCoefficient.LnGammaOfOne(Math.Clamp(ionic, 0, ActivityCoefficient.HighestIonicStrength),
            ActivityCoefficient.DebyeHueckel(celsius)));

    /// <summary>K a^(2/z) of one interfering ion, mol/L.</summary>
    /// <param name="activity">mol/L.</param>
    public static double Interference(Selectivity selectivity, double activity) =>
        Math.Pow(10, selectivity.LogK) * Math.Pow(Math.Max(activity, 0), 2.0 / selectivity.Interferent.Charge);

    /// <summary>mol/L of an ion that the chip does not measure; 0 when it is not named.</summary>
    public static double Background(ImmutableArray<BackgroundIon> background, IonSpecies ion)
    {
        foreach (BackgroundIon b in background)
            if (b.Ion == ion) return b.Concentration;
        return 0;
    }
}
