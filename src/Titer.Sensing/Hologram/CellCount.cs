namespace Titer.Sensing.Hologram;

/// <summary>Numbers of a frame: objects, their size, and of cells the viability and the concentration in the broth, with standard uncertainties (1 sigma).</summary>
/// <param name="Objects">Objects whose centre lies inside the rim, where the image is whole.</param>
/// <param name="Diameter">Mean, um.</param>
/// <param name="Viability">0 to 1.</param>
/// <param name="ViableCells">10^9 per litre of broth.</param>
/// <param name="Covered">Part of the image that objects cover, 0 to 1.</param>
internal readonly record struct CellCount(
    int Objects, double ObjectsUncertainty, double Diameter, double DiameterUncertainty, double Viability, double ViabilityUncertainty,
    double ViableCells, double ViableCellsUncertainty, double Covered)
{
    public static CellCount Of(HologramAnalysis analysis, HologramCalibration calibration)
    {
        HologramField field = analysis.Field;
        int objects = 0, alive = 0;
        double area = 0, sum = 0, squares = 0, systematic = 0;
        foreach (HologramObject o in analysis.Objects)
        {
            area += o.Area;
            if (!field.IsWhole(o.X, o.Y)) continue;
            objects++;
            sum += o.Diameter;
            squares += o.Diameter * o.Diameter;
            systematic += o.DiameterUncertainty;
            if (calibration.Cells?.ProbabilityAlive(o) > 0.5) alive++;
        }
        double covered = area / (field.Width * field.Height * field.Pitch * field.Pitch);
        if (objects == 0) return new CellCount(0, 1, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, covered);
        double diameter = sum / objects, variance = objects > 1 ? Math.Max(squares / objects - diameter * diameter, 0) / (objects - 1) : 0;
        double observed = field.WholePixels * field.Pitch * field.Pitch;
        // Pairs at random places that lie closer than a diameter are counted as one; as many objects may be missed as specks taken for objects.
        double merged = objects * (objects - 1) / 2.0 * Math.PI * diameter * diameter / observed;
        double count = Math.Sqrt(0.25 + merged + merged * merged);
        double diameterUncertainty = Math.Sqrt(variance + Square(systematic / objects));
        if (calibration.Cells is not { } classifier)
            return new CellCount(objects, count, diameter, diameterUncertainty, double.NaN, double.NaN, double.NaN, double.NaN, covered);
        (double viability, double viabilityUncertainty) = classifier.Viability(alive, objects);
        double scale = calibration.Dilution / (observed * calibration.ChamberDepth * 1e-15) * 1e-9, viable = viability * objects * scale;
        // Counting is Poisson; an empty count is one cell uncertain.
        double relative = Square(calibration.ChamberDepthUncertainty) + Square(calibration.DilutionUncertainty);
        double uncertainty = Math.Sqrt(
            Square(scale) * (Math.Max(viability * objects, 1) + Square(objects * viabilityUncertainty) + Square(viability * merged)) + relative * viable * viable);
        return new CellCount(objects, count, diameter, diameterUncertainty, viability, viabilityUncertainty, viable, uncertainty, covered);
    }

    private static double Square(double x) => x * x;
}
