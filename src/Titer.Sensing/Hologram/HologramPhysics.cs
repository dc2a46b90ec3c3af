namespace Titer.Sensing.Hologram;

/// <summary>
/// In-line holography without lenses: the wave scattered by an object, s, meets the plane wave that passed it, and the sensor reads
/// I = |1 + s|^2 = 1 + s + s* + |s|^2 (D. Gabor, Nature 161 (1948) 777). Propagated back, s comes into focus and s*, the twin image, is out of
/// focus by twice the distance.
/// A sphere of radius R seen through an aperture that records the frequency f_max is in focus within lambda / (2 NA^2), NA = lambda f_max.
/// </summary>
public static class HologramPhysics
{
    /// <summary>Radius, um, of a sphere of a volume in fL, which is um3.</summary>
    public static double Radius(double volume) => Math.Cbrt(3 * volume / (4 * Math.PI));

    /// <summary>
    /// Numerical aperture at which a sensor records an object: limited by the sampling of the fringes, lambda / (2 pitch), and by the part of the
    /// sensor that its light reaches, half of the side over the distance.
    /// </summary>
    /// <param name="wavelength">um, in the medium.</param>
    /// <param name="pitch">um.</param>
    /// <param name="side">Shorter side of the image, um.</param>
    /// <param name="distance">um.</param>
    public static double Aperture(double wavelength, double pitch, double side, double distance) =>
        Math.Min(wavelength / (2 * pitch), 0.5 * side / Math.Sqrt(distance * distance + 0.25 * side * side));

    /// <summary>Distance, um, over which a small object stays in focus: lambda / NA^2 (M. Born, E. Wolf, Principles of Optics (1999) 8.8).</summary>
    public static double DepthOfField(double wavelength, double aperture) => wavelength / (aperture * aperture);
}
