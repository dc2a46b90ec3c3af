namespace Titer.Sensing.Hologram;

/// <summary>
/// A suspended cell as a sphere that delays and absorbs the light along each chord, 2 sqrt(R^2 - r^2) (projection approximation; for the small index
/// steps of cells it holds in lens-free geometry, where the angles recorded are below 20 degrees).
/// The index of a cell was measured from phase by M. Schuermann et al. (J. Biophotonics 9 (2016) 1068: the nucleus below the cytoplasm), and that
/// phase tells cells that will die from others, as they no longer regulate their volume, by N. Pavillon et al. (PLoS ONE 7 (2012) e30912; neurons).
/// That a dead cell has leaked mass, so that its index approaches that of the medium, and has shrunken, and that its condensed and granular inside
/// takes light out of the beam, which a sensor of small aperture sees as absorption, is assumed here.
/// The numbers, too, are assumptions for a CHO-like suspension; the classifier is calibrated on them and has to be calibrated again on real cells.
/// </summary>
/// <param name="Radius">um.</param>
/// <param name="IndexStep">Refractive index of the cell less that of the medium.</param>
/// <param name="Absorption">Of the amplitude, per um of chord.</param>
/// <param name="Elongation">Long over short axis, same area.</param>
/// <param name="Orientation">Of the long axis, rad.</param>
public readonly record struct CellOptics(double Radius, double IndexStep, double Absorption, double Elongation = 1, double Orientation = 0)
{
    /// <summary>
    /// Means and standard deviations of the populations: index step, absorption per um, radius relative to the nominal one, elongation.
    /// </summary>
    private const double LiveStep = 0.027, LiveStepSpread = 0.003, DeadStep = 0.014, DeadStepSpread = 0.003;
    private const double LiveAbsorption = 0.003, LiveAbsorptionSpread = 0.001, DeadAbsorption = 0.022, DeadAbsorptionSpread = 0.006;
    private const double RadiusSpread = 0.07, DeadShrinking = 0.82, LiveElongation = 0.04, DeadElongation = 0.15;

    /// <summary>One cell of a population.</summary>
    /// <param name="nominal">Radius of a living cell, um.</param>
    public static CellOptics Draw(Numerics.Gaussian noise, bool alive, double nominal) => new(
        nominal * (alive ? 1 : DeadShrinking) * Math.Max(1 + RadiusSpread * noise.Next(), 0.5),
        alive ? LiveStep + LiveStepSpread * noise.Next() : DeadStep + DeadStepSpread * noise.Next(),
        Math.Max(alive ? LiveAbsorption + LiveAbsorptionSpread * noise.Next() : DeadAbsorption + DeadAbsorptionSpread * noise.Next(), 0),
        1 + Math.Abs((alive ? LiveElongation : DeadElongation) * noise.Next()),
        noise.Uniform(0, Math.PI));

    /// <summary>Length of the chord through the cell at a place relative to its centre, um.</summary>
    public double Chord(double x, double y)
    {
        (double sin, double cos) = Math.SinCos(Orientation);
        double along = (cos * x + sin * y) / Math.Sqrt(Elongation), across = (cos * y - sin * x) * Math.Sqrt(Elongation);
        double rest = Radius * Radius - along * along - across * across;
        return rest > 0 ? 2 * Math.Sqrt(rest) : 0;
    }
}
