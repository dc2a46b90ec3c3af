using Titer.Core;

namespace Titer.Sensing.Hologram;

/// <summary>What makes a hologram doubtful, as NE 107 quality.</summary>
internal sealed class FrameDoubt(HologramCalibration calibration)
{
    /// <summary>Mean grey level, as part of white, below which there is no light.</summary>
    private const double Darkest = 0.06;
    /// <summary>Part of the pixels at white from which fringes are cut, and from which nothing can be said.</summary>
    private const double CutPixels = 0.01, SaturatedPixels = 0.1;
    /// <summary>
    /// Contrast of a hologram of cells from which some are lost in the fringes of others (15 %), and from which they cannot be counted (40 %).
    /// </summary>
    private const double Crowded = 0.3, Overcrowded = 0.48;

    /// <summary>Failure without light, with a blank image or with a saturated one.</summary>
    public Quality OfLight(ReadOnlySpan<double> image)
    {
        double sum = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        int white = 0;
        foreach (double v in image)
        {
            sum += v;
            least = Math.Min(least, v);
            most = Math.Max(most, v);
            if (v >= calibration.White) white++;
        }
        double mean = sum / image.Length, saturated = (double)white / image.Length;
        if (mean < Darkest * calibration.White) return Quality.Failure($"no light: mean grey level {mean:0.0} of {calibration.White:0}");
        if (saturated > SaturatedPixels) return Quality.Failure($"the light saturates {saturated:0 %} of the pixels");
        if (least == most) return Quality.Failure($"a blank image: every pixel is {least:0}");
        return saturated > CutPixels ? Quality.OutOfSpecification($"the light saturates {saturated:0.0 %} of the pixels") : Quality.Good;
    }

    /// <summary>Quality of what was counted and measured.</summary>
    /// <param name="spots">Grains of dust on the sensor.</param>
    public Quality OfObjects(HologramAnalysis analysis, CellCount cells, Quality light, int spots)
    {
        for (int k = 0; k < analysis.Objects.Count; k++)
            if (analysis.Objects[k] is { Eccentricity: < 0.95 } o && o.Diameter > calibration.LargestCell)
                return Quality.Failure($"a gas bubble of {o.Diameter:0} um lies in the chamber");
        if (calibration.Cells is not null && cells.Contrast > Overcrowded)
            return Quality.Failure($"a crowd: the cells overlap and cannot be counted (contrast {cells.Contrast:0.00})");
        if (calibration.Cells is not null && cells.Contrast > Crowded)
            return Quality.OutOfSpecification($"a crowd: some cells overlap and are lost (contrast {cells.Contrast:0.00})");
        if (!light.IsGood) return light;
        return spots > 0 ? Quality.MaintenanceRequired($"dust on the sensor at {spots} {(spots == 1 ? "place" : "places")}") : light;
    }
}
