using Titer.Numerics;

namespace Titer.Processes.CellCulture;

/// <summary>
/// Oxygen and CO2 between gas and broth in the 200 L stirred vessel. kLa = 0.026 (P/V)^0.4 vs^0.5 (1/s, W/m3, m/s) for coalescing
/// broth: van 't Riet, Ind. Eng. Chem. Process Des. Dev. 18 (1979) 357; power P = Np rho N^3 D^5. The bubbles are taken as well mixed
/// at their outlet composition (Villadsen, Nielsen and Liden, Bioreaction Engineering Principles, 3rd ed. 2011, ch. 10), so transfer stops
/// when the gas is spent or full.
/// </summary>
public static class GasTransfer
{
    /// <summary>Impeller power number, diameter (m), vessel cross-section (m2), broth density (kg/m3).</summary>
    public const double PowerNumber = 1.5, ImpellerDiameter = 0.28, CrossSection = 0.27, Density = 1010;
    /// <summary>
    /// Oxygen solubility in medium at 37 Cel, mmol/L/atm: water less what its salts drive out (Schumpe, Chem. Eng. Sci. 48 (1993)
    /// 153); falls by 1.4 % per K.
    /// </summary>
    public const double OxygenSolubility = 0.98;
    /// <summary>
    /// CO2 transfers at 0.89 of the oxygen rate: square root of the ratio of diffusivities (Royce and Thornhill, AIChE J. 37
    /// (1991) 1680).
    /// </summary>
    public const double CarbonDioxideRatio = 0.89;
    /// <summary>mmol of gas in a standard litre (0 Cel, 1 atm).</summary>
    public const double MillimolePerLitre = 44.615;
    /// <summary>mmHg in an atmosphere; oxygen fraction of air.</summary>
    public const double Atmosphere = 760, AirOxygen = 0.2095;

    /// <summary>kLa in 1/h. agitation 1/min, gas L/min, volume L.</summary>
    public static T Kla<T>(T agitation, T gas, T volume) where T : struct, IScalar<T>
    {
        T n = (agitation + 1.0) * (1.0 / 60);
        T power = n * n * n * (PowerNumber * Density * Math.Pow(ImpellerDiameter, 5)) / (volume * 1e-3);
        // 0.1 L/min stands for the surface: without gas a little transfer remains, and the square root stays smooth
        T velocity = (gas + 0.1) * (1.0 / 60000 / CrossSection);
        return T.Pow(power, 0.4) * T.Sqrt(velocity) * (0.026 * 3600);
    }

    /// <summary>Solubility of oxygen, mmol/L/atm, at a temperature in Cel.</summary>
    public static T Solubility<T>(T temperature) where T : struct, IScalar<T> => T.Exp((temperature - 37.0) * -0.014) * OxygenSolubility;

    /// <summary>Dissolved oxygen concentration, mmol/L, of medium saturated with air at 1 atm.</summary>
    public static T AirSaturation<T>(T temperature) where T : struct, IScalar<T> => Solubility(temperature) * AirOxygen;

    /// <summary>
    /// Transfer into the broth, mmol/L/h, positive when the broth gains. <paramref name="solubility"/> in mmol/L/atm,
    /// <paramref name="molarFlow"/> of gas in mmol/h, <paramref name="inlet"/> its mole fraction of the component.
    /// </summary>
    public static T Rate<T>(T kla, T volume, T concentration, T solubility, T molarFlow, T inlet) where T : struct, IScalar<T>
    {
        T exchange = kla * volume;
        T outlet = (molarFlow * inlet + exchange * concentration) / (molarFlow + exchange * solubility);
        return kla * (solubility * outlet - concentration);
    }
}
