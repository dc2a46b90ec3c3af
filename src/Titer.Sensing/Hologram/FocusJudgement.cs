namespace Titer.Sensing.Hologram;

/// <summary>
/// From the curves of a region to its focus. Each curve is freed from its trend and brought to the height 1 at its own highest peak; their sum is high where the criteria agree. The focus is its
/// highest peak in the range: a maximum on the edge of a range is no focus.
/// </summary>
internal sealed class FocusJudgement(double[] distances)
{
    /// <summary>Peaks further apart than this are rivals, um.</summary>
    private const double Apart = 200;
    /// <summary>Height at which the width of a peak is taken.</summary>
    private const double WidthAt = 0.7;

    private readonly FocusTrend _trend = new(distances.Length);

    /// <summary>Uses up the curves.</summary>
    /// <param name="near">um.</param>
    /// <param name="far">um.</param>
    public FocusResult Of(double[][] curves, double near, double far)
    {
        var sum = new double[distances.Length];
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
        double probability = FocusConfidence.Probability(width, rival / sum[peak]);
        FocusVerdict verdict = FocusConfidence.Verdict(probability);
        return new FocusResult(distance, FocusConfidence.Uncertainty(width), probability, verdict, new FocusCurve(distances, sum));
    }

    /// <summary>Half of the width of a peak, um.</summary>
    private double HalfWidth(ReadOnlySpan<double> curve, int peak)
    {
        int left = peak, right = peak;
        while (left > 0 && curve[left] > WidthAt * curve[peak]) left--;
        while (right < curve.Length - 1 && curve[right] > WidthAt * curve[peak]) right++;
        return 0.5 * (distances[right] - distances[left]);
    }
}
