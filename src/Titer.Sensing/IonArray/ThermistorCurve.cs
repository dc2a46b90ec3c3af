using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>
/// Temperature from the raw reading of an array's thermistor: a polynomial in the reading (V or Ohm) that gives °C, or the equation of J. S.
/// Steinhart and S. R. Hart (Deep-Sea Research 15 (1968) 497-503), 1/T = A + B ln R + C (ln R)^3 with R in Ohm and T in K.
/// </summary>
/// <param name="Coefficients">Of the polynomial from the constant term up, or A, B, C.</param>
public sealed record ThermistorCurve(bool IsSteinhartHart, ImmutableArray<double> Coefficients)
{
    /// <summary>°C; NaN where the equation gives none.</summary>
    public double Celsius(double reading)
    {
        double x = IsSteinhartHart ? Math.Log(reading) : reading, sum = 0;
        if (IsSteinhartHart) return 1 / (Coefficients[0] + Coefficients[1] * x + Coefficients[2] * x * x * x) - Nernst.ZeroCelsius;
        for (int i = Coefficients.Length - 1; i >= 0; i--) sum = sum * x + Coefficients[i];
        return sum;
    }
}
