namespace Titer.Sensing.Pcr;

/// <summary>What one amplification curve says.</summary>
/// <param name="Amplified">Whether there is growth that noise cannot make.</param>
/// <param name="Cq">Cycle of the second-derivative maximum; NaN without growth.</param>
/// <param name="CqUncertainty">Its standard uncertainty from the scatter about the fitted curve.</param>
/// <param name="Efficiency">Growth per cycle, 0 to 1 (1 doubles), in the window of linearity; NaN where that has fewer than four cycles.</param>
/// <param name="EfficiencyUncertainty">Its standard uncertainty.</param>
/// <param name="Baseline">Signal of no product at <paramref name="Cq"/>.</param>
/// <param name="Plateau">Rise from the baseline to the plateau.</param>
/// <param name="Noise">Standard deviation about the curve.</param>
public readonly record struct AmplificationCurve(
    bool Amplified, double Cq, double CqUncertainty, double Efficiency, double EfficiencyUncertainty, double Baseline, double Plateau, double Noise);
