using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Processes;

namespace Titer.Design.Calibration;

/// <summary>
/// Calibrates a process model to experiments: weighted least squares in the logarithms of the parameters with log-normal priors, several starts, the
/// covariance at the optimum and a profile likelihood per parameter. The measurement errors are taken as given first; where the model misses by
/// more than they say, all are then widened by one factor until the residuals agree with them, so that intervals are those of the model with its
/// faults. The order matters: a search that begins with the residuals of a bad start as its errors stays near the priors.
/// </summary>
public static class Calibrator
{
    // A tenth of a percent of the standard uncertainties, far finer than a decision needs; simulations are exact to 1e-5.
    private static readonly FitOptions Options = new() { SigmaKnown = true, MaxIterations = 80, OffsetTolerance = 1e-3, CostTolerance = 1e-7,
        StepTolerance = 1e-8 };
    // A profile needs its excess to a few percent of the threshold.
    private static readonly FitOptions ProfileOptions = Options with { MaxIterations = 30, OffsetTolerance = 2e-2, CostTolerance = 1e-5 };
    private const double ProfileTolerance = 0.02, Settled = 0.01;
    private const int Rounds = 5;

    /// <param name="experiments">What is fitted; at least one observation.</param>
    /// <param name="parameters">All parameters of the model; the free ones start from their own.</param>
    /// <exception cref="ArgumentException">A free parameter belongs to an experiment.</exception>
    public static CalibrationResult Fit<TModel>(ImmutableArray<Experiment> experiments, ReadOnlySpan<double> parameters,
        ImmutableArray<FreeParameter> free,
        CalibrationOptions options) where TModel : IProcessModel
    {
        var residuals = new CalibrationResiduals<TModel>(experiments, parameters, free, options.Threads);
        var solver = new LevenbergMarquardt();
        FitParameter[] box = [.. free.Select(f => f.Logarithmic)];
        MultiStartSummary found = options.Starts > 1
            ? MultiStart.Fit(solver, residuals, box, options.Starts, options.Seed, Options, [.. box.Select(Around)],
                done => options.Progress?.Invoke("Starts of the search", done, options.Starts))
            : new(solver.Fit(residuals, box, Options), 1, 1);
        FitSummary best = found.Best;
        for (int round = 0; round < Rounds; round++)
        {
            double scale = Math.Max(1, residuals.Scale * Math.Sqrt(best.SumOfSquares / Math.Max(1, best.DegreesOfFreedom)));
            if (!double.IsFinite(scale) || Math.Abs(scale / residuals.Scale - 1) < Settled) break;
            residuals.Scale = scale;
            for (int j = 0; j < box.Length; j++) box[j] = box[j] with { Start = solver.Parameters[j] };
            best = solver.Fit(residuals, box, Options);
        }
        double[] optimum = solver.Parameters.ToArray(), all = parameters.ToArray(), predicted = new double[residuals.Count];
        for (int j = 0; j < free.Length; j++) all[free[j].Parameter] = Math.Exp(optimum[j]);
        residuals.Evaluate(optimum, predicted, default);
        residuals.Values.CopyTo(predicted);

        ProfileInterval?[] profiles = new ProfileInterval?[free.Length];
        double[] uncertainty = [.. Enumerable.Range(0, free.Length).Select(solver.StandardUncertainty)];
        double t = StudentDistribution.Quantile(0.5 * (1 + options.Confidence), Math.Max(1, best.DegreesOfFreedom));
        double condition = solver.ConditionNumber();
        ImmutableArray<double> covariance = [.. solver.Covariance];
        if (options.Profiles && best.Converged)
        {
            var profile = new ProfileLikelihood<CalibrationResiduals<TModel>>(residuals, [.. box.Zip(optimum, (b, o) => b with { Start = o })],
                ProfileOptions);
            for (int j = 0; j < free.Length; j++)
            {
                profiles[j] = profile.IntervalAt(j, t * t, ProfileTolerance);
                options.Progress?.Invoke("Profile likelihoods", j + 1, free.Length);
            }
        }
        return new(best, residuals.Scale, found.Starts, found.Agreeing, [.. all], [.. free.Select((f, j) => Finding(j))], covariance, condition,
            [.. predicted]);

        ParameterFinding Finding(int j)
        {
            double prior = free[j].PriorDecades * Math.Log(10), u = uncertainty[j];
            double fromData = double.IsFinite(prior) ? Math.Max(0, 1 - u * u / (prior * prior)) : 1;
            (double low, double high) = profiles[j] is { } p ? (p.Lower, p.Upper) : (optimum[j] - t * u, optimum[j] + t * u);
            return new(free[j], TModel.Description.Parameters[free[j].Parameter].Name, Math.Exp(optimum[j]), u / Math.Log(10), Math.Exp(low),
                Math.Exp(high),
                profiles[j]?.Verdict, fromData);
        }
    }

    // Starts lie where the prior has its mass; without one, a decade to each side of the start.
    private static StartRange Around(FitParameter p)
    {
        double centre = p.HasPrior ? p.PriorMean : p.Start, width = p.HasPrior ? 1.5 * p.PriorSigma : Math.Log(10);
        return new(Math.Max(p.Lower, centre - width), Math.Min(p.Upper, centre + width));
    }
}
