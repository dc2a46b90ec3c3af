namespace Titer.Sensing.Turbidity;

/// <summary>
/// Light through and beside a suspension in a flow cell. Transmitted by Beer and Lambert with the turbidity as extinction, T = T0 exp(-e c);
/// scattered at 90 degrees, once scattered light that is attenuated on its own way, S = S0 + s c exp(-r e c) (ISO 7027-1:2016 for the geometry;
/// H. C. van de Hulst, Light Scattering by Small Particles, 1957, 1.21). Crystals of magnesium pyrophosphate are what makes a reaction turbid (Y.
/// Mori
/// et al., Biochem. Biophys. Res. Commun. 289 (2001) 150-154). e and s depend on the size of the crystals, so that they are calibrated and
/// uncertain.
/// </summary>
public static class TurbidityPhysics
{
    /// <summary>Flashes of the lamp in one read-out.</summary>
    public const int Flashes = 8;
    /// <summary>V, ceiling of the converter.</summary>
    public const double Ceiling = 5;

    /// <summary>Part of the clear cell's light that comes through.</summary>
    /// <param name="extinction">e, L/mmol, path included.</param>
    /// <param name="crystals">mmol/L.</param>
    public static double Transmission(double extinction, double crystals) => Math.Exp(-extinction * crystals);

    /// <summary>Crystals that transmit this part, mmol/L; the inverse of <see cref="Transmission"/>.</summary>
    public static double FromTransmission(double extinction, double part) => -Math.Log(part) / extinction;

    /// <summary>V of scattered light over that of a clear cell.</summary>
    /// <param name="scattering">s, V per mmol/L.</param>
    /// <param name="way">r, way of the scattered light relative to the path.</param>
    public static double Scattered(double scattering, double extinction, double way, double crystals) =>
        scattering * crystals * Math.Exp(-way * extinction * crystals);

    /// <summary>Slope of <see cref="Scattered"/>; zero at its largest value, at 1/(r e), beyond which more crystals scatter less.</summary>
    public static double ScatteredSlope(double scattering, double extinction, double way, double crystals) =>
        scattering * (1 - way * extinction * crystals) * Math.Exp(-way * extinction * crystals);

    /// <summary>Crystals below the largest scatter that give <paramref name="volts"/>, mmol/L; NaN when none do.</summary>
    public static double FromScattered(double scattering, double extinction, double way, double volts)
    {
        double top = 1 / (way * extinction), c = volts / scattering;
        if (!(volts < Scattered(scattering, extinction, way, top))) return double.NaN;
        // Newton from below on a concave function stays below the root and converges.
        for (int k = 0; k < 60; k++)
        {
            double step = (volts - Scattered(scattering, extinction, way, c)) / ScatteredSlope(scattering, extinction, way, c);
            c += step;
            if (!(Math.Abs(step) > 1e-12 * Math.Max(1, c))) return c;
        }
        return c;
    }
}
