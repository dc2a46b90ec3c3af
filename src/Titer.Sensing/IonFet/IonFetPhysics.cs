using Titer.Sensing.IonArray;

namespace Titer.Sensing.IonFet;

/// <summary>
/// Forward equations of a pH-sensitive ISFET.
/// Nernst slope: <see cref="Nernst"/>; the oxide reaches a fraction
/// 0.9-1.0 of it (P. Bergveld, Sensors and Actuators B 88 (2003) 1-20).
/// Drift: hydration of the gate oxide by dispersive transport, dV(t) = A (1 - exp(-(t/tau)^beta))
/// (S. Jamasb, S. D. Collins, R. L. Smith, Sensors and Actuators B 49 (1998) 146-155).
/// Thermistor: R(T) = R25 exp(B (1/T - 1/298.15 K)).
/// </summary>
public static class IonFetPhysics
{
    public const int Sites = 4;
    /// <summary>°C at which the offsets are given.</summary>
    public const double ReferenceTemperature = 37;

    /// <summary>Gate voltage, V, without drift, light and noise.</summary>
    /// <param name="offset">E0, V at pH 7 and <see cref="ReferenceTemperature"/>.</param>
    /// <param name="offsetPerKelvin">V/K.</param>
    /// <param name="sensitivity">Fraction of the Nernst slope.</param>
    public static double GateVoltage(double offset, double offsetPerKelvin, double sensitivity, double pH, double celsius) =>
        offset + offsetPerKelvin * (celsius - ReferenceTemperature) + Nernst.Slope(celsius) * sensitivity * (7 - pH);

    /// <summary>pH at which <see cref="GateVoltage"/> gives <paramref name="volts"/>.</summary>
    public static double PH(double volts, double offset, double offsetPerKelvin, double sensitivity, double celsius) =>
        7 - (volts - offset - offsetPerKelvin * (celsius - ReferenceTemperature)) / (Nernst.Slope(celsius) * sensitivity);

    /// <summary>Part of the final hydration drift that is reached after <paramref name="hours"/>, 0 to 1.</summary>
    public static double Hydration(double hours, double timeConstant, double exponent) =>
        hours <= 0 ? 0 : 1 - Math.Exp(-Math.Pow(hours / timeConstant, exponent));

    /// <summary>Ohm.</summary>
    public static double Thermistor(double celsius, double r25, double beta) =>
        r25 * Math.Exp(beta * (1 / (celsius + Nernst.ZeroCelsius) - 1 / 298.15));

    /// <summary>°C.</summary>
    public static double ThermistorTemperature(double ohm, double r25, double beta) =>
        1 / (1 / 298.15 + Math.Log(ohm / r25) / beta) - Nernst.ZeroCelsius;
}
