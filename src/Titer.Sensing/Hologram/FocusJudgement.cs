namespace Titer.Sensing.Hologram;

/// <summary>
/// From the curves of a region to its focus. Each curve is freed from its trend and brought to the height 1 at its own highest peak; their sum
/// is high where the criteria agree. The focus is its
/// highest peak in the range: a maximum on the edge of a range is no focus.
/// </summary>
internal sealed class FocusJudgement(double[] distances, bool transparent)
{
    /// <summary>Peaks further apart than this are rivals, um.</summary>
    private const double Apart = 200;
    /// <summary>Criteria closer than this agree, um.</summary>
    private const double Near = 100;
    /// <summary>Height at which the width of a peak is taken.</summary>
    private const double WidthAt = 0.7;

    private readonly FocusTrend _trend = new(distances.Length);
    private readonly double[] _sum = new double[distances.Length];

    /// <summary>Uses up the curves.</summary>
    /// <param name="near">um.</param>
    /// <param name="far">um.</param>
    /// <param name="keepCurve">Whether the sum is part of the result.</param>
    public FocusResult Of(ReadOnlySpan<double[]> curves, double near, double far, bool keepCurve)
    {
        // The amplitude of a transparent object has its least contrast in focus.
        if (transparent) curves = curves[FocusScan.Windows..];
        double[] sum = _sum;
        Array.Clear(sum);
        foreach (double[] curve in curves)
        {
            _trend.Normalise(distances, curve, near, far);
            for (int i = 0; i < sum.Length; i++) sum[i] += curve[i];
        }
        int peak = FocusCurve.Peak(distances, sum, near, far);
        if (peak < 0 || !(sum[peak] > 0)) return FocusResult.Nothing;
        double distance = FocusCurve.Refine(distances, sum, peak), width = HalfWidth(sum, peak);
        double rival = 0;
        for (int i = 1; i < sum.Length - 1; i++)
            if (sum[i] > sum[i - 1] && sum[i] >= sum[i + 1] && Math.Abs(distances[i] - distance) > Apart) rival = Math.Max(rival, sum[i]);
        double probability = FocusConfidence.Probability(width, rival / sum[peak], Agreeing(curves, distance, near, far));
        FocusVerdict verdict = FocusConfidence.Verdict(probability);
        FocusCurve kept = keepCurve ? new FocusCurve(distances, [.. sum]) : FocusCurve.Empty;
        return new FocusResult(distance, FocusConfidence.Uncertainty(width), probability, verdict, kept);
    }

    /// <summary>Part of the curves that have their own highest peak near a distance.</summary>
    private double Agreeing(ReadOnlySpan<double[]> curves, double distance, double near, double far)
    {
        int agreeing = 0;
        foreach (double[] curve in curves)
        {
            int own = FocusCurve.Peak(distances, curve, near, far);
            if (own >= 0 && Math.Abs(FocusCurve.Refine(distances, curve, own) - distance) <= Near) agreeing++;
        }
        return (double)agreeing / curves.Length;
    }

    /// <summary>Half of the width of a peak, um.</summary>
    private double HalfWidth(ReadOnlySpan<double> curve, int peak)
    {
        double level = WidthAt * curve[peak];
        int left = peak, right = peak;
        while (left > 0 && curve[left] > level) left--;
        while (right < curve.Length - 1 && curve[right] > level) right++;
        return 0.5 * (Crossing(curve, right, right - 1, level) - Crossing(curve, left, left + 1, level));
    }

    /// <summary>Where a curve crosses a level between a point below it and a point above; the end of the range when it never does.</summary>
    private double Crossing(ReadOnlySpan<double> curve, int below, int above, double level)
    {
        if (curve[below] > level || curve[above] <= curve[below]) return distances[below];
        return distances[below] + (distances[above] - distances[below]) * (level - curve[below]) / (curve[above] - curve[below]);
    }
}
