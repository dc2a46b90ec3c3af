namespace Titer.Sensing.IonArray;

/// <summary>
/// What a pH electrode in seawater-like medium needs to know of it, from practical salinity (5-45) and temperature (0-45 °C):
/// chloride, ionic strength, the activity coefficient of HCl, and the bisulfate that divides the total from the free scale of pH.
/// </summary>
/// <remarks>
/// Chloride, sulfate, ionic strength and the constant of bisulfate (A. G. Dickson, J. Chem. Thermodyn. 22 (1990) 113-127): A. G. Dickson,
/// C. L. Sabine, J. R. Christian, Guide to Best Practices for Ocean CO2 Measurements, PICES Special Publication 3 (2007), chapter 5.
/// Activity coefficient of HCl in seawater: K. H. Khoo, R. W. Ramette, C. H. Culberson, R. G. Bates, Anal. Chem. 49 (1977) 29-34, as used for
/// ion-sensitive FETs by T. R. Martz, J. G. Connery, K. S. Johnson, Limnol. Oceanogr.: Methods 8 (2010) 172-184, and P. J. Bresnahan, T. R.
/// Martz, Y. Takeshita, K. S. Johnson, M. LaShomb, Methods in Oceanography 9 (2014) 44-60.
/// </remarks>
public readonly struct SalineMedium
{
    public const double LowestSalinity = 5, HighestSalinity = 45, LowestTemperature = 0, HighestTemperature = 45;

    /// <param name="salinity">Practical salinity; above 0.</param>
    /// <param name="celsius">°C.</param>
    public SalineMedium(double salinity, double celsius)
    {
        double kelvin = celsius + Nernst.ZeroCelsius, chlorinity = salinity / 1.80655, ln = Math.Log(kelvin);
        WaterFraction = 1 - salinity * (35.165 / 35) / 1000;
        Chloride = 0.99889 / 35.453 * chlorinity / WaterFraction;
        Sulfate = 0.14 / 96.062 * chlorinity;
        IonicStrength = 19.924 * salinity / (1000 - 1.005 * salinity);
        double i = IonicStrength, root = Math.Sqrt(i);
        Bisulfate = Math.Exp(
            -4276.1 / kelvin + 141.328 - 23.093 * ln
            + (-13856 / kelvin + 324.57 - 47.986 * ln) * root
            + (35474 / kelvin - 771.54 + 114.723 * ln) * i
            - 2698 / kelvin * i * root + 1776 / kelvin * i * i + Math.Log(1 - 0.001005 * salinity));
        double debyeHueckel = 0.49172143 + 6.7524e-4 * celsius + 3.43e-6 * celsius * celsius;
        LogGammaHCl = -debyeHueckel * root / (1 + 1.394 * root) + (0.08885 - 0.000111 * celsius) * i;
    }

    /// <summary>kg of water per kg of medium.</summary>
    public double WaterFraction { get; }
    /// <summary>mol per kg of water.</summary>
    public double Chloride { get; }
    /// <summary>Total sulfate, mol per kg of medium.</summary>
    public double Sulfate { get; }
    /// <summary>mol per kg of water.</summary>
    public double IonicStrength { get; }
    /// <summary>[H+] [SO4^2-] / [HSO4-] on the free scale, mol per kg of medium.</summary>
    public double Bisulfate { get; }
    /// <summary>log10 of the mean activity coefficient of HCl, molal.</summary>
    public double LogGammaHCl { get; }

    /// <summary>Total scale = free scale - this: log10(1 + S_T / K_S).</summary>
    public double FreeMinusTotal => Math.Log10(1 + Sulfate / Bisulfate);

    /// <summary>
    /// What a cell of a hydrogen-ion electrode against a chloride electrode reads in pH (total scale, mol per kg of medium) beyond
    /// (V - E0)/S: log10(m_Cl gamma_HCl^2), from molality to the medium, from free to total.
    /// </summary>
    public double ChlorideCellTerm => Math.Log10(Chloride) + 2 * LogGammaHCl - Math.Log10(WaterFraction) - FreeMinusTotal;
}
