namespace Titer.Sensing.Optode;

/// <summary>
/// Forward equations of an optical oxygen chip read by phase fluorometry. Quenching by oxygen with two sites in the membrane
/// (J. N. Demas, B. A. DeGraff, W. Xu, Anal. Chem. 67 (1995) 1377-1380):
/// I/I0 = tan(phi)/tan(phi0) = f/(1 + K p) + (1 - f)/(1 + m K p), with p in % of air saturation; tan(phi0) = 2 pi nu tau0
/// (J. R. Lakowicz, Principles of Fluorescence Spectroscopy, 3rd ed. 2006, ch. 5 and 8). K rises and tau0 falls with temperature.
/// </summary>
public static class OptodePhysics
{
    /// <summary>°C at which the constants are given.</summary>
    public const double ReferenceTemperature = 37;

    /// <summary>tan(phi0) of a lifetime tau0 in s at modulation frequency nu in Hz.</summary>
    public static double TanPhase(double frequency, double lifetime) => 2 * Math.PI * frequency * lifetime;

    /// <summary>A constant given at 37 °C, at <paramref name="celsius"/>; relative change per K.</summary>
    public static double AtTemperature(double value, double perKelvin, double celsius) =>
        value * (1 + perKelvin * (celsius - ReferenceTemperature));

    /// <summary>tan(phi)/tan(phi0) = I/I0 at <paramref name="oxygen"/> % of air saturation.</summary>
    /// <param name="stern">K, 1/%.</param>
    /// <param name="fraction">f, part of the light from the well quenched site.</param>
    /// <param name="ratio">m, quenching of the other site relative to the first.</param>
    public static double Quenching(double oxygen, double stern, double fraction, double ratio)
    {
        double x = stern * oxygen;
        return fraction / (1 + x) + (1 - fraction) / (1 + ratio * x);
    }

    /// <summary>The oxygen at which <see cref="Quenching"/> is <paramref name="y"/>: the root of a quadratic that is zero at y = 1.</summary>
    public static double Oxygen(double y, double stern, double fraction, double ratio)
    {
        // y m x^2 + (y (1 + m) - f m - (1 - f)) x + (y - 1) = 0
        double a = y * ratio, b = y * (1 + ratio) - fraction * ratio - (1 - fraction), c = y - 1;
        double root = Math.Sqrt(Math.Max(0, b * b - 4 * a * c));
        double x = b > 0 ? -2 * c / (b + root) : (root - b) / (2 * a);
        return x / stern;
    }

    /// <summary>d(Quenching)/d(oxygen), 1/%.</summary>
    public static double Slope(double oxygen, double stern, double fraction, double ratio)
    {
        double a = 1 + stern * oxygen, b = 1 + ratio * stern * oxygen;
        return -stern * (fraction / (a * a) + (1 - fraction) * ratio / (b * b));
    }
}
