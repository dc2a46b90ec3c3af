namespace Titer.Sensing.Hologram;

/// <summary>One object found in a hologram, in its own focus.</summary>
/// <param name="X">Centre, pixels from the left edge of the image.</param>
/// <param name="Y">Centre, pixels from the top.</param>
/// <param name="Focus">Distance from the sensor, um.</param>
/// <param name="FocusUncertainty">Standard uncertainty of <paramref name="Focus"/>, um.</param>
/// <param name="Area">um2.</param>
/// <param name="Diameter">Of the circle of the same area, um.</param>
/// <param name="DiameterUncertainty">Standard uncertainty of <paramref name="Diameter"/>, um.</param>
/// <param name="Eccentricity">Of the ellipse with the same second moments, 0 (circle) to 1.</param>
/// <param name="IntegratedPhase">Phase over the area, rad um2; for a cell proportional to its dry mass.</param>
/// <param name="Absorption">Mean of -ln of the amplitude.</param>
/// <param name="Contrast">Modulus of the scattered wave at its core, in units of the empty light; 1 for an opaque object.</param>
/// <param name="Left">Bounding box, pixels; <paramref name="Right"/> and <paramref name="Bottom"/> belong to it.</param>
public sealed record HologramObject(
    double X, double Y, double Focus, double FocusUncertainty, double Area, double Diameter, double DiameterUncertainty,
    double Eccentricity, double IntegratedPhase, double Absorption, double Contrast, int Left, int Top, int Right, int Bottom)
{
    /// <summary>Mean phase, rad.</summary>
    public double MeanPhase => IntegratedPhase / Area;
}
