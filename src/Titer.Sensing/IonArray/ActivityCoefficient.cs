namespace Titer.Sensing.IonArray;

/// <summary>
/// Single-ion activity coefficients in mixed electrolytes by Davies' extension of Debye and Hueckel,
/// log10 gamma = -A z^2 (sqrt(I)/(1 + sqrt(I)) - 0.3 I), to about I = 0.5 mol/L (C. W. Davies, Ion Association, Butterworths 1962).
/// A(T) = 1.8246e6 sqrt(rho) / (eps T)^1.5 with the permittivity of water of Malmberg and Maryott (J. Res. NBS 56 (1956) 1) and its
/// density, g/cm3 (J. E. McCutcheon et al., Water Density as Function of Temperature and Concentration, 1993).
/// </summary>
public static class ActivityCoefficient
{
    /// <summary>Ionic strength up to which the equation holds, mol/L.</summary>
    public const double HighestIonicStrength = 0.5;

    /// <summary>Debye-Hueckel's A, (L/mol)^0.5: 0.509 at 25 °C.</summary>
    public static double DebyeHueckel(double celsius)
    {
        double t = celsius, permittivity = 87.740 - 0.40008 * t + 9.398e-4 * t * t - 1.410e-6 * t * t * t;
        double density = 1 - (t + 288.9414) / (508929.2 * (t + 68.12963)) * (t - 3.9863) * (t - 3.9863);
        double x = permittivity * (t + Nernst.ZeroCelsius);
        return 1.8246e6 * Math.Sqrt(density) / (x * Math.Sqrt(x));
    }

    /// <summary>ln gamma of an ion of charge 1 at ionic strength <paramref name="ionic"/>, mol/L; of charge z it is z^2 times that.</summary>
    public static double LnGammaOfOne(double ionic, double debyeHueckel)
    {
        double root = Math.Sqrt(ionic);
        return -Nernst.Ln10 * debyeHueckel * (root / (1 + root) - 0.3 * ionic);
    }

    /// <summary>Derivative of <see cref="LnGammaOfOne"/> with respect to the ionic strength, L/mol.</summary>
    public static double Derivative(double ionic, double debyeHueckel)
    {
        double root = Math.Sqrt(Math.Max(ionic, 1e-12));
        return -Nernst.Ln10 * debyeHueckel * (0.5 / (root * (1 + root) * (1 + root)) - 0.3);
    }
}
