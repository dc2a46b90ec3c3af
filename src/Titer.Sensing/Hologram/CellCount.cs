namespace Titer.Sensing.Hologram;

/// <summary>
/// Numbers of a frame: objects, their size, and of cells the viability and the concentration in the broth, with standard uncertainties (1
/// sigma).
/// </summary>
/// <param name="Objects">Objects whose centre lies inside the rim, where the image is whole.</param>
/// <param name="Diameter">Mean, um.</param>
/// <param name="Viability">0 to 1.</param>
/// <param name="ViableCells">10^9 per litre of broth.</param>
/// <param name="Contrast">Standard deviation of the normalised image: how much fringes of all objects together disturb each other.</param>
internal readonly record struct CellCount(
    int Objects, double ObjectsUncertainty, double Diameter, double DiameterUncertainty, double Viability, double ViabilityUncertainty,
    double ViableCells, double ViableCellsUncertainty, double Contrast)
{
    /// <summary>
    /// Contrast up to which no cell is lost in the fringes of the others, and the part lost beyond (simulated cells, 10 to 170 in a field of
    /// 0.29 mm2).
    /// </summary>
    private const double Undisturbed = 0.25, LostPerContrast = 2;
    /// <summary>
    /// How many of the objects of at most half the size of the largest one are none but its fringes or pieces: a third, judged by eye, of 24 in 32
    /// real holograms.
    /// </summary>
    private const double NoBody = 1.0 / 3;

    public static CellCount Of(HologramAnalysis analysis, HologramCalibration calibration)
    {
        HologramField field = analysis.Field;
        int objects = 0, alive = 0, small = 0;
        double largest = 0, sum = 0, squares = 0, systematic = 0;
        // By index: the enumerator of an interface would be an object of its own.
        for (int k = 0; k < analysis.Objects.Count; k++)
        {
            HologramObject o = analysis.Objects[k];
            if (!field.IsWhole(o.X, o.Y)) continue;
            objects++;
            largest = Math.Max(largest, o.Diameter);
            sum += o.Diameter;
            squares += o.Diameter * o.Diameter;
            systematic += o.DiameterUncertainty;
            if (calibration.Cells?.ProbabilityAlive(o) > 0.5) alive++;
        }
        for (int k = 0; k < analysis.Objects.Count; k++)
            if (field.IsWhole(analysis.Objects[k].X, analysis.Objects[k].Y) && analysis.Objects[k].Diameter <= BodyParts.PartSize * largest) small++;
        double contrast = field.Contrast(), lost = Math.Max(contrast - Undisturbed, 0) * LostPerContrast;
        if (objects == 0) return new CellCount(0, 1, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, contrast);
        double diameter = sum / objects, variance = objects > 1 ? Math.Max(squares / objects - diameter * diameter, 0) / (objects - 1) : 0;
        double observed = field.WholePixels * field.Pitch * field.Pitch;
        // Pairs at random places that lie closer than a diameter are counted as one; as many objects may be missed as specks taken for objects.
        double merged = objects * (objects - 1) / 2.0 * Math.PI * diameter * diameter / observed;
        double missing = Math.Sqrt(merged + merged * merged + Square(lost * objects)),
            count = Math.Sqrt(0.25 + missing * missing + small * NoBody * (1 - NoBody));
        double diameterUncertainty = Math.Sqrt(variance + Square(systematic / objects));
        if (calibration.Cells is not { } classifier)
            return new CellCount(objects, count, diameter, diameterUncertainty, double.NaN, double.NaN, double.NaN, double.NaN, contrast);
        (double viability, double viabilityUncertainty) = classifier.Viability(alive, objects);
        double scale = calibration.Dilution / (observed * calibration.ChamberDepth * 1e-15) * 1e-9, viable = viability * objects * scale;
        // Counting is Poisson; an empty count is one cell uncertain.
        double relative = Square(calibration.ChamberDepthUncertainty) + Square(calibration.DilutionUncertainty);
        double uncertainty = Math.Sqrt(
            Square(scale) * (Math.Max(viability * objects, 1) + Square(objects * viabilityUncertainty) + Square(viability * missing))
            + relative * viable * viable);
        return new CellCount(objects, count, diameter, diameterUncertainty, viability, viabilityUncertainty, viable, uncertainty, contrast);
    }

    private static double Square(double x) => x * x;
}
