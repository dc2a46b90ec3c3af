namespace Titer.Numerics;

/// <summary>
/// Profile likelihood: each parameter is moved away from its optimum and all others are fitted again, until the cost has risen by what
/// the confidence level allows. Limits that a covariance cannot give: skewed, or absent when the data do not determine the parameter
/// (Raue et al., Bioinformatics 25, 1923, 2009).
/// </summary>
public sealed class ProfileLikelihood<T> where T : IResiduals
{
    private readonly T _residuals;
    private readonly FitOptions _options;
    private readonly FitParameter[] _parameters;
    private readonly LevenbergMarquardt _solver = new();
    private readonly double[] _optimum, _uncertainty;

    /// <summary>Fits from the start of the parameters and keeps the optimum.</summary>
    public ProfileLikelihood(T residuals, ReadOnlySpan<FitParameter> parameters, FitOptions? options = null)
    {
        options ??= FitOptions.Default;
        _residuals = residuals;
        Fit = _solver.Fit(residuals, parameters, options);
        _optimum = _solver.Parameters.ToArray();
        _uncertainty = [.. Enumerable.Range(0, _optimum.Length).Select(_solver.StandardUncertainty)];

        // The scale stays that of the optimum along the profile; a prior in units of an estimated scale becomes one in units of 1.
        double scale = Fit.Scale;
        _options = options with { SigmaKnown = true, Loss = options.Loss with { Sigma = scale } };
        _parameters = [.. parameters.ToArray().Select(p => p with { PriorSigma = options.SigmaKnown ? p.PriorSigma : p.PriorSigma / scale })];
        Freedom = options.SigmaKnown ? double.PositiveInfinity : Fit.DegreesOfFreedom;
    }

    public FitSummary Fit { get; }

    private double Freedom { get; }

    /// <summary>The interval of one parameter.</summary>
    /// <param name="confidence">Two-sided, e.g. 0.95.</param>
    public ProfileInterval Interval(int parameter, double confidence = 0.95)
    {
        double t = StudentDistribution.Quantile(0.5 * (1 + confidence), Freedom);
        return IntervalAt(parameter, t * t);
    }

    /// <summary>The interval of one parameter whose limits are where the excess is <paramref name="threshold"/>.</summary>
    /// <param name="threshold">In units of the residual variance.</param>
    /// <param name="tolerance">Relative, of the excess at a limit.</param>
    public ProfileInterval IntervalAt(int parameter, double threshold, double tolerance = 1e-7)
    {
        List<(double Value, double Excess)> curve = [(_optimum[parameter], 0)];
        (double lower, bool lowerOpen) = Side(parameter, -1, threshold, tolerance, curve);
        (double upper, bool upperOpen) = Side(parameter, 1, threshold, tolerance, curve);
        curve.Sort((a, b) => a.Value.CompareTo(b.Value));
        Identifiability verdict = (lowerOpen, upperOpen) switch
        {
            (false, false) => Identifiability.Identifiable,
            (true, false) => Identifiability.OpenBelow,
            (false, true) => Identifiability.OpenAbove,
            _ => Identifiability.NotIdentifiable,
        };
        return new(_optimum[parameter], lower, upper, verdict, [.. curve], threshold, curve.Exists(c => c.Excess < -1e-3));
    }

    private (double Limit, bool Open) Side(int parameter, int direction, double threshold, double tolerance, List<(double, double)> curve)
    {
        FitParameter free = _parameters[parameter];
        double bound = direction < 0 ? free.Lower : free.Upper, at = _optimum[parameter];
        if (!double.IsFinite(threshold) || !Fit.Converged || free.IsFixed) return (bound, true);
        FitParameter[] moved = [.. _parameters.Zip(_optimum, (p, start) => p with { Start = start })];
        double step = FirstStep(parameter) * Math.Sqrt(threshold), inside = at, insideExcess = 0;
        for (int i = 0; i < 60; i++)
        {
            double next = direction < 0 ? Math.Max(bound, at - step) : Math.Min(bound, at + step);
            if (next == inside) return (bound, true);
            double excess = Excess(moved, parameter, next, curve);
            if (!(excess < threshold)) return (Close(moved, parameter, inside, insideExcess, next, excess, threshold, tolerance, curve), false);
            (inside, insideExcess) = (next, excess);
            if (next == bound) return (bound, true);
            step *= 1.7;
        }
        return (bound, true);
    }

    private double FirstStep(int parameter)
    {
        FitParameter p = _parameters[parameter];
        double u = _uncertainty[parameter], value = Math.Abs(_optimum[parameter]), width = p.Upper - p.Lower;
        if (double.IsFinite(u) && u > 0) return double.IsFinite(width) ? Math.Min(u, 0.25 * width) : u;
        return value > 0 ? 0.1 * value : double.IsFinite(width) ? 0.05 * width : 1e-3;
    }

    /// <summary>The crossing between a point below the threshold and one above; the root of the excess is close to linear.</summary>
    private double Close(
        FitParameter[] moved, int parameter, double low, double lowExcess, double high, double highExcess, double threshold, double tolerance,
        List<(double, double)> curve)
    {
        double target = Math.Sqrt(threshold);
        for (int i = 0; i < 60; i++)
        {
            double a = Math.Sqrt(Math.Max(0, lowExcess)), b = Math.Sqrt(highExcess);
            double share = double.IsFinite(b) ? (target - a) / (b - a) : 0.5;
            // Every third step halves, so that a curve far from quadratic closes as well.
            double next = low + (i % 3 == 2 ? 0.5 : Math.Clamp(share, 0.01, 0.99)) * (high - low);
            if (next == low || next == high) return next;
            double excess = Excess(moved, parameter, next, curve);
            if (Math.Abs(excess - threshold) <= tolerance * threshold || Math.Abs(high - low) <= 1e-12 * Math.Abs(high)) return next;
            if (excess < threshold) (low, lowExcess) = (next, excess);
            else (high, highExcess) = (next, excess);
        }
        return low;
    }

    /// <summary>Rise of the sum of squares over the residual variance; infinite where the model has no value.</summary>
    private double Excess(FitParameter[] moved, int parameter, double value, List<(double, double)> curve)
    {
        moved[parameter] = _parameters[parameter].Fixed(value);
        FitSummary fit = _solver.Fit(_residuals, moved, _options);
        if (fit.Status == FitStatus.NonFinite) return double.PositiveInfinity;
        // The next point starts from this one's optimum.
        for (int i = 0; i < moved.Length; i++) moved[i] = moved[i] with { Start = _solver.Parameters[i] };
        double excess = 2 * (fit.Cost - Fit.Cost) / (Fit.Scale * Fit.Scale);
        curve.Add((value, excess));
        return excess;
    }
}
