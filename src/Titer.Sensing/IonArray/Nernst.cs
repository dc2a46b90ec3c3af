namespace Titer.Sensing.IonArray;

/// <summary>Nernst's slope S(T) = ln(10) R T / F with the constants of CODATA 2018; 59.16 mV per decade of a monovalent ion at 25 °C.</summary>
public static class Nernst
{
    public const double ZeroCelsius = 273.15;
    /// <summary>J/(mol K).</summary>
    public const double GasConstant = 8.314462618;
    /// <summary>C/mol.</summary>
    public const double Faraday = 96485.33212;
    /// <summary>ln 10.</summary>
    public const double Ln10 = 2.302585092994046;
    private const double VoltsPerKelvin = Ln10 * GasConstant / Faraday;

    /// <summary>V per decade of activity of an ideal electrode for a monovalent ion at <paramref name="celsius"/>.</summary>
    public static double Slope(double celsius) => VoltsPerKelvin * (celsius + ZeroCelsius);
}
