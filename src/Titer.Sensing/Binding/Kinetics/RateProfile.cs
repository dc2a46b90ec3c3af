using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Profile-likelihood intervals of the rates for residuals that are correlated: the sum of squares is measured in what one standard
/// uncertainty of the sandwich covariance costs and not in s^2, so that correlation widens the interval as it should
/// (R. E. Chandler, S. Bate, Biometrika 94 (2007) 167, the vertical adjustment), and the limit is Student's t squared with the degrees of
/// freedom of that uncertainty.
/// </summary>
internal sealed class RateProfile(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options, double[] best)
{
    // The limits are wanted to a fraction of a per cent of their distance from the estimate.
    private const double Closing = 0.004;
    private static readonly FitOptions Fitting = new() { SigmaKnown = true, OffsetTolerance = 1e-4, MaxIterations = 100 };

    private readonly LevenbergMarquardt _solver = new();

    /// <param name="chart">Coordinates in which the quantity is one.</param>
    /// <param name="at">Which coordinate.</param>
    /// <param name="freedom">Degrees of freedom of its standard uncertainty.</param>
    /// <param name="cost">Growth of the sum of squares at one standard uncertainty.</param>
    /// <returns>The ends as rates: 0 and infinity when the profile does not close.</returns>
    public (double Lower, double Upper) Interval(RateChart chart, int at, double freedom, double cost)
    {
        if (!(cost > 0) || !double.IsFinite(cost)) return (double.NaN, double.NaN);
        var residuals = new TitrationResiduals(cycles, association, options, chart);
        double[] start = [.. best];
        chart.Convert(best.AsSpan(0, residuals.Layout.Rates), start);
        var profile = new ProfileLikelihood<Scaled>(
            new Scaled(residuals, 1 / Math.Sqrt(cost)), TitrationBounds.Make(cycles, association, residuals.Layout, start, chart), Fitting);
        double t = StudentDistribution.Quantile(0.5 + 0.5 * options.Confidence, freedom);
        ProfileInterval interval = profile.IntervalAt(at, t * t, Closing);
        bool openBelow = interval.Verdict is Identifiability.OpenBelow or Identifiability.NotIdentifiable || Held(interval.Lower);
        bool openAbove = interval.Verdict is Identifiability.OpenAbove or Identifiability.NotIdentifiable || Held(interval.Upper);
        return (openBelow ? 0 : Math.Exp(interval.Lower), openAbove ? double.PositiveInfinity : Math.Exp(interval.Upper));

        // A limit at which an Rmax lies on its own bound was set by that bound and not by the data.
        bool Held(double limit)
        {
            if (at != 0 || !double.IsFinite(limit)) return false;
            double[] there = [.. start];
            there[at] = limit;
            FitParameter[] box = TitrationBounds.Make(cycles, association, residuals.Layout, there, chart);
            box[at] = box[at].Fixed(limit);
            _solver.Fit(residuals, box, Fitting);
            for (int c = 0; c < cycles.Length; c++)
                if (_solver.Parameters[residuals.Layout.Rmax(c)] >= 0.999 * box[residuals.Layout.Rmax(c)].Upper) return true;
            return false;
        }
    }

    private readonly struct Scaled(TitrationResiduals residuals, double factor) : IResiduals
    {
        public int Count => residuals.Count;
        public int Parameters => residuals.Parameters;

        public void Evaluate(ReadOnlySpan<double> p, Span<double> r, Span<double> jacobian)
        {
            residuals.Evaluate(p, r, jacobian);
            foreach (ref double value in r) value *= factor;
            foreach (ref double value in jacobian) value *= factor;
        }
    }
}
