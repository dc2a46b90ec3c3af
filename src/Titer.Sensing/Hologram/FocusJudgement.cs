namespace Titer.Sensing.Hologram;

/// <summary>From a curve of sharpness to a focus with uncertainty, probability and verdict.</summary>
internal static class FocusJudgement
{
    public static FocusResult Of(double[] distances, double[] sharpness, double aperture, double wavelength)
    {
        int peak = FocusCurve.Peak(sharpness);
        double distance = FocusCurve.Refine(distances, sharpness, peak), depth = HologramPhysics.DepthOfField(wavelength, aperture);
        double[] sorted = [.. sharpness.Order()];
        double median = sorted[sorted.Length / 2], height = sharpness[peak] - median;
        if (!(height > 0)) return FocusResult.Nothing;
        double rival = median;
        for (int i = 1; i < sharpness.Length - 1; i++)
            if (sharpness[i] >= sharpness[i - 1] && sharpness[i] >= sharpness[i + 1] && Math.Abs(distances[i] - distance) > Math.Max(150, depth))
                rival = Math.Max(rival, sharpness[i]);
        double lead = (sharpness[peak] - rival) / height;
        double probability = 1 / (1 + Math.Exp(-(-1 + 8 * lead)));
        double u = Math.Sqrt(20 * 20 + depth * depth / 36);
        FocusVerdict verdict = probability >= 0.9 ? FocusVerdict.Sure : probability >= 0.6 ? FocusVerdict.Likely : FocusVerdict.Unsure;
        return new FocusResult(distance, u, probability, verdict, new FocusCurve(distances, sharpness));
    }
}
