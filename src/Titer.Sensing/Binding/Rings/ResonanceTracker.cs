using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Follows the resonance of one ring from sweep to sweep to far below its width, by fitting the whole dip: the uncertainty of the centre
/// is about w / (depth x signal-to-noise) sqrt(step / w). Begins at the last fit, and by searching the lowest place of the smoothed sweep
/// when there is none or the dip has jumped. Allocates nothing per sweep. Not thread-safe.
/// </summary>
/// <param name="points">Points of a sweep.</param>
/// <param name="step">pm between them.</param>
/// <param name="fullScale">Where the detector ends, V.</param>
/// <param name="width">Width of the dip as it should be, pm.</param>
public sealed class ResonanceTracker(int points, double step, double fullScale, double width)
{
    // A dip narrower or wider than these parts of what it should be is none.
    private const double Narrowest = 0.3, Widest = 3, LeastDepth = 0.05;
    private const double LeastSignificance = 8;
    private const int MostSaturated = 2;
    private static readonly FitOptions Fitting = new() { OffsetTolerance = 1e-4, MaxIterations = 40 };

    private readonly ResonanceResiduals _residuals = new(points, step);
    private readonly LevenbergMarquardt _solver = new();
    private readonly double[] _last = new double[ResonanceResiduals.All];
    private bool _locked;

    public ResonanceReading Read(ReadOnlySpan<double> sweep)
    {
        int saturated = 0;
        foreach (double v in sweep)
        {
            if (!double.IsFinite(v)) return Lose(ResonanceStatus.Unusable);
            if (v >= fullScale * (1 - 1e-9)) saturated++;
        }
        if (saturated > MostSaturated) return Lose(ResonanceStatus.Saturated);
        sweep.CopyTo(_residuals.Sweep);
        if (!_locked || Math.Abs(Search() - _last[0]) > width) Start(sweep);
        ResonanceReading reading = Fit();
        if (reading.Status == ResonanceStatus.Found || !_locked) return Keep(reading);
        Start(sweep);
        return Keep(Fit());
    }

    private ResonanceReading Lose(ResonanceStatus status)
    {
        _locked = false;
        return ResonanceReading.Without(status);
    }

    private ResonanceReading Keep(ResonanceReading reading)
    {
        _locked = reading.Status == ResonanceStatus.Found;
        if (_locked) _solver.Parameters.CopyTo(_last);
        return reading;
    }

    private ResonanceReading Fit()
    {
        double edge = 0.5 * (points - 1) * step, logWidth = Math.Log(width);
        Span<FitParameter> box = stackalloc FitParameter[ResonanceResiduals.All];
        for (int i = 0; i < box.Length; i++) box[i] = new FitParameter(_last[i]);
        box[0] = box[0] with { Lower = -edge, Upper = edge };
        box[1] = box[1] with { Lower = logWidth + Math.Log(0.2), Upper = logWidth + Math.Log(5) };
        FitSummary fit = _solver.Fit(_residuals, box, Fitting);
        if (fit.Status == FitStatus.NonFinite) return ResonanceReading.Without(ResonanceStatus.Lost);
        ReadOnlySpan<double> p = _solver.Parameters;
        double found = Math.Exp(p[ResonanceResiduals.LogWidth]), depth = p[ResonanceResiduals.Depth] / p[ResonanceResiduals.Background];
        double u = _solver.StandardUncertainty(ResonanceResiduals.Resonance), uDepth = _solver.StandardUncertainty(ResonanceResiduals.Depth);
        bool dip = depth > LeastDepth && p[ResonanceResiduals.Depth] > LeastSignificance * uDepth && found > Narrowest * width
            && found < Widest * width && double.IsFinite(u) && Math.Abs(p[ResonanceResiduals.Dispersion]) < 2 * p[ResonanceResiduals.Depth]
            && Math.Abs(p[0]) < edge - 0.25 * found;
        return dip ? new ResonanceReading(ResonanceStatus.Found, p[0], u, found, depth) : ResonanceReading.Without(ResonanceStatus.Lost);
    }

    private void Start(ReadOnlySpan<double> sweep)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double v in sweep) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        _last[ResonanceResiduals.Resonance] = Search();
        _last[ResonanceResiduals.LogWidth] = Math.Log(width);
        _last[ResonanceResiduals.Background] = high;
        _last[ResonanceResiduals.Slope] = 0;
        _last[ResonanceResiduals.Depth] = high - low;
        _last[ResonanceResiduals.Dispersion] = 0;
    }

    /// <summary>Centre of the lowest window of half a width, pm.</summary>
    private double Search()
    {
        ReadOnlySpan<double> sweep = _residuals.Sweep;
        int window = Math.Clamp((int)(0.5 * width / step), 1, points);
        double sum = 0, least = double.PositiveInfinity;
        int at = 0;
        for (int i = 0; i < points; i++)
        {
            sum += sweep[i];
            if (i >= window) sum -= sweep[i - window];
            if (i < window - 1 || sum >= least) continue;
            (least, at) = (sum, i);
        }
        return 0.5 * (_residuals.Detuning(at) + _residuals.Detuning(at - window + 1));
    }
}
