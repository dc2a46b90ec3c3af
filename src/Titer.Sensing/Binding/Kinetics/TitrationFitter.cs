using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Fits a titration: first values by a grid, least squares with the exact Jacobian, the noise of the residuals per cycle, uncertainties
/// that know of it, and profile-likelihood intervals.
/// </summary>
public static class TitrationFitter
{
    /// <param name="cycles">At least one, each with readings in both phases.</param>
    /// <param name="association">Length of the injection, s.</param>
    /// <param name="options">The model.</param>
    /// <param name="intervals">Whether to make the profile intervals, which cost some twenty fits; without them the bounds are NaN.</param>
    public static TitrationFit Fit(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options, bool intervals = true)
    {
        var residuals = new TitrationResiduals(cycles, association, options, default);
        var solver = new LevenbergMarquardt();
        double[] p = [];
        FitSummary best = default;
        double least = double.PositiveInfinity;
        foreach (double[] start in Starts(cycles, association, options, residuals.Layout))
        {
            FitSummary fit = solver.Fit(residuals, TitrationBounds.Make(cycles, association, residuals.Layout, start, default));
            if (!(fit.SumOfSquares < least) || fit.Status == FitStatus.NonFinite) continue;
            (least, best, p) = (fit.SumOfSquares, fit, [.. solver.Parameters]);
        }
        if (p.Length == 0) throw new InputException("The model has no value anywhere near these data: no rates fit them.");
        return Describe(cycles, association, options, residuals, p, best, intervals);
    }

    private static IEnumerable<double[]> Starts(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options,
        TitrationLayout layout)
    {
        (double logKa, double logKd, double[] rmax, double[] bulk) = new TitrationStart(cycles, association, options).Find();
        double[] p = new double[layout.Count];
        (p[0], p[1]) = (logKa, logKd);
        double highest = cycles.Max(c => c.Responses.Max(Math.Abs));
        for (int c = 0; c < cycles.Length; c++)
        {
            p[layout.Rmax(c)] = Math.Max(rmax[c], 1e-3 * highest);
            if (layout.Bulk >= 0) p[layout.Bulk + c] = bulk[c];
        }
        if (options.Model == BindingModel.OneToOne)
        {
            yield return p;
            yield break;
        }
        var simple = new TitrationResiduals(cycles, association, options with { Model = BindingModel.OneToOne }, default);
        double[] first = [.. p[..2], .. p[layout.Rates..]];
        var solver = new LevenbergMarquardt();
        solver.Fit(simple, TitrationBounds.Make(cycles, association, simple.Layout, first, default));
        double[] fitted = [.. solver.Parameters];
        (double, double, double, double)[] offsets = options.Model == BindingModel.Transport
            // ka Rmax / km, how much transport limits, and a faster reaction behind it.
            ? [(0, 0, 0.05, 0), (0.7, 0.7, 1, 0), (2, 2, 10, 0)]
            // ka2 and kd2 as multiples of the rate at which the injection ends.
            : [(0, 0.7, 0.3, 0.3), (0, 1.5, 3, 1), (0, 1.5, 1, 5), (0, 0.3, 0.05, 0.3)];
        foreach ((double on, double off, double third, double fourth) in offsets)
        {
            fitted.AsSpan(2).CopyTo(p.AsSpan(layout.Rates));
            (p[0], p[1]) = (fitted[0] + on, fitted[1] + off);
            double meanRmax = Enumerable.Range(0, cycles.Length).Average(c => p[layout.Rmax(c)]);
            if (layout.Rates == 3) p[2] = p[0] + Math.Log(meanRmax / third);
            else (p[2], p[3]) = (Math.Log(third / association), Math.Log(fourth / association));
            yield return [.. p];
        }
    }

    private static TitrationFit Describe(
        ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options, TitrationResiduals residuals, double[] p,
            FitSummary summary, bool intervals)
    {
        TitrationLayout layout = residuals.Layout;
        int n = layout.Count;
        double[] r = new double[residuals.Count], jacobian = new double[residuals.Count * n];
        residuals.Evaluate(p, r, jacobian);
        var noises = new ResidualNoise[cycles.Length];
        var covariance = new TitrationCovariance(n);
        for (int c = 0; c < cycles.Length; c++)
        {
            (int from, int count) = residuals.Of(c).GetOffsetAndLength(r.Length);
            ReadOnlySpan<double> rows = jacobian.AsSpan(from * n, count * n);
            noises[c] = NoiseEstimation.OfCycle(cycles[c].Times, rows, n, r.AsSpan(from, count));
            covariance.Add(cycles[c].Times, rows, noises[c], 1 - BlankNoise.Share(options));
        }
        BlankNoise.Add(covariance, cycles, residuals, jacobian, noises, options);
        covariance.Solve(summary.SumOfSquares / Math.Max(1, residuals.Count - n));

        double[] logRates = p[..layout.Rates];
        var made = ImmutableArray.CreateBuilder<CycleEstimate>();
        for (int c = 0; c < cycles.Length; c++)
        {
            ReadOnlySpan<double> rest = r.AsSpan(residuals.Of(c));
            double[] fitted = new double[rest.Length];
            for (int i = 0; i < fitted.Length; i++) fitted[i] = cycles[c].Responses[i] + rest[i];
            (double occupied, double decay) = Extent(options.Model, logRates, p[layout.Rmax(c)], cycles[c], association);
            int rmax = layout.Rmax(c);
            made.Add(new CycleEstimate(cycles[c], p[rmax], covariance.Deviation(Unit(n, rmax)), Own(layout.Bulk, c), Own(layout.Drift, c),
                Own(layout.Dissociation, c), Own(layout.Start, c), noises[c], fitted, occupied, decay));
        }
        var profile = intervals ? new RateProfile(cycles, association, options, p) : null;
        return new TitrationFit(options, RateTable.Make(logRates, covariance, n, profile, options), made.ToImmutable(),
            summary.SumOfSquares, residuals.Count, n, noises.Sum(e => e.EffectiveSize), summary.Status);

        double Own(int first, int c) => first < 0 ? 0 : p[first + c];

        static double[] Unit(int n, int i)
        {
            double[] unit = new double[n];
            unit[i] = 1;
            return unit;
        }
    }

    private static (double Occupied, double Decay) Extent(BindingModel model, double[] logRates, double rmax, BindingCycle cycle, double association)
    {
        Span<double> y = stackalloc double[2];
        double end = Math.Max(association, cycle.Times[^1]);
        BindingModels.Create(model).Respond(logRates, Math.Max(rmax, double.Epsilon), cycle.Concentration, association, [association, end], y, []);
        return (y[0] / Math.Max(rmax, double.Epsilon), y[0] > 0 ? 1 - y[1] / y[0] : 0);
    }
}
