using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Profile-likelihood intervals of the rates (A. Raue and others, Bioinformatics 25 (2009) 1923): a rate is held at a value, all other
/// parameters are fitted again, and the interval is where the sum of squares has grown by t^2 times what one standard uncertainty costs.
/// That cost comes from the sandwich covariance and not from s^2, so that correlated residuals widen the interval as they should
/// (R. E. Chandler, S. Bate, Biometrika 94 (2007) 167). An end that is not found within four decades is open.
/// </summary>
internal sealed class RateProfile
{
    private const double Farthest = 9.21; // ln 10^4
    private const double FirstStep = 0.7;

    private readonly ImmutableArray<BindingCycle> _cycles;
    private readonly double _association, _least, _confidence;
    private readonly TitrationOptions _options;
    private readonly double[] _best;
    private readonly LevenbergMarquardt _solver = new();

    public RateProfile(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options, double[] best, double sumOfSquares)
    {
        (_cycles, _association, _options, _best, _least) = (cycles, association, options, best, sumOfSquares);
        _confidence = options.Confidence;
    }

    /// <param name="chart">Coordinates in which the quantity is one.</param>
    /// <param name="at">Which coordinate.</param>
    /// <param name="deviation">Its standard uncertainty, the first guess of the width.</param>
    /// <param name="freedom">Degrees of freedom of that.</param>
    /// <param name="cost">Growth of the sum of squares at one standard uncertainty.</param>
    /// <returns>The ends as rates: 0 and infinity when open.</returns>
    public (double Lower, double Upper) Interval(RateChart chart, int at, double deviation, double freedom, double cost)
    {
        double t = StudentT.Quantile(0.5 + 0.5 * _confidence, freedom), limit = t * Math.Sqrt(cost);
        if (!(limit > 0) || !double.IsFinite(limit)) return (double.NaN, double.NaN);
        var residuals = new TitrationResiduals(_cycles, _association, _options, chart);
        double[] best = [.. _best];
        chart.Convert(_best.AsSpan(0, residuals.Layout.Rates), best);
        FitParameter[] box = TitrationBounds.Make(_cycles, _association, residuals.Layout, best, chart);
        double step = double.IsFinite(deviation) ? Math.Clamp(t * deviation, 1e-6, FirstStep) : FirstStep;
        return (Math.Exp(Side(-1)), Math.Exp(Side(1)));

        double Side(int sign)
        {
            double center = best[at], inside = 0, root = 0, outside = double.NaN, rootOutside = 0, h = step;
            double room = Math.Min(Farthest, sign < 0 ? center - box[at].Lower : box[at].Upper - center);
            double[] from = best;
            for (int tries = 0; tries < 40; tries++)
            {
                if (h >= room && double.IsNaN(outside)) h = room;
                (double now, double[] p) = Root(center + sign * h);
                if (now >= limit) (outside, rootOutside) = (h, now);
                else
                {
                    if (h >= room) return sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
                    (inside, root, from) = (h, now, p);
                }
                if (Math.Abs(now - limit) < 0.005 * limit) return center + sign * h;
                if (double.IsNaN(outside))
                {
                    // The root of the growth is about proportional to the distance.
                    double factor = root > 0 ? Math.Clamp(1.02 * limit / root, 1.2, 2.5) : 2.5;
                    h = inside * factor;
                }
                else
                {
                    if (outside - inside < 1e-7 * Math.Max(1, Math.Abs(center))) return center + sign * outside;
                    double share = (limit - root) / (rootOutside - root);
                    h = inside + Math.Clamp(share, 0.05, 0.95) * (outside - inside);
                }
            }
            return center + sign * (double.IsNaN(outside) ? inside : outside);

            (double, double[]) Root(double value)
            {
                double[] start = [.. from];
                start[at] = value;
                FitParameter[] held = TitrationBounds.Make(_cycles, _association, residuals.Layout, start, chart);
                held[at] = held[at].Fixed(value);
                FitSummary fit = _solver.Fit(residuals, held, Quick);
                return (Math.Sqrt(Math.Max(0, fit.SumOfSquares - _least)), [.. _solver.Parameters]);
            }
        }
    }

    // The growth is wanted to 1 %, not the parameters to all digits.
    private static readonly FitOptions Quick = new() { OffsetTolerance = 1e-4, MaxIterations = 60 };
}
