namespace Titer.Sensing.Thermometer;

/// <summary>
/// Pt1000: R(t) = R0 (1 + A t + B t^2 + C (t - 100) t^3), the last term below 0 °C only
/// (Callendar-Van Dusen with the constants of IEC 60751:2022), R0 = 1000 Ohm.
/// </summary>
public static class ThermometerPhysics
{
    public const double R0 = 1000, A = 3.9083e-3, B = -5.775e-7, C = -4.183e-12;

    /// <summary>Ohm at <paramref name="celsius"/>, -200 to 850 °C.</summary>
    public static double Resistance(double celsius)
    {
        double below = celsius < 0 ? C * (celsius - 100) * celsius * celsius * celsius : 0;
        return R0 * (1 + celsius * (A + B * celsius) + below);
    }

    /// <summary>°C at <paramref name="ohm"/>; exact from 0 °C up, within 0.03 °C down to -50 °C. NaN where there is no solution.</summary>
    public static double Temperature(double ohm) =>
        (-A + Math.Sqrt(A * A - 4 * B * (1 - ohm / R0))) / (2 * B);

    /// <summary>Ohm per K.</summary>
    public static double Slope(double celsius) => R0 * (A + 2 * B * celsius);
}
