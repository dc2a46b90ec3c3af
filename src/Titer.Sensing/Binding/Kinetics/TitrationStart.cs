using System.Collections.Immutable;

namespace Titer.Sensing.Binding;

/// <summary>
/// First values of a titration's parameters: for each pair (ka, kd) of a coarse grid the amplitudes follow by linear least squares
/// (G. H. Golub, V. Pereyra, SIAM J. Numer. Anal. 10 (1973) 413), and the best pair begins the fit. No start has to be given by people.
/// </summary>
internal sealed class TitrationStart
{
    private const int Thinned = 60;
    private const double HighestRmax = 300;

    private readonly ImmutableArray<BindingCycle> _thin;
    private readonly double _association, _highest;
    private readonly TitrationOptions _options;
    private readonly double[] _rmax, _bulk;

    public TitrationStart(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options)
    {
        (_association, _options) = (association, options);
        _thin = [.. cycles.Select(Thin)];
        _highest = cycles.Max(c => c.Responses.Max(Math.Abs));
        (_rmax, _bulk) = (new double[cycles.Length], new double[cycles.Length]);
    }

    /// <summary>ln ka and ln kd of the best grid point, with the amplitudes of each cycle there.</summary>
    public (double LogKa, double LogKd, double[] Rmax, double[] Bulk) Find()
    {
        double top = _thin.Max(c => c.Concentration), least = double.PositiveInfinity;
        (double, double, double[], double[]) best = (Math.Log(0.01 / top), Math.Log(1e-3), _rmax, _bulk);
        for (double on = -5; on <= 0.51; on += 0.25)
        {
            for (double off = -6; off <= 0.01; off += 0.5)
            {
                double logKa = on * Math.Log(10) - Math.Log(top), logKd = off * Math.Log(10), cost = Cost(logKa, logKd);
                if (!(cost < least)) continue;
                (least, best) = (cost, (logKa, logKd, [.. _rmax], [.. _bulk]));
            }
        }
        return best;
    }

    private double Cost(double logKa, double logKd)
    {
        var kinetics = new Langmuir();
        Span<double> y = stackalloc double[2 * Thinned + 2];
        double cost = 0, shared = 0, weight = 0;
        // With one Rmax for all, it follows from the sums over all cycles, and the bulk shifts from it.
        for (int pass = _options.GlobalRmax ? 0 : 1; pass < 2; pass++)
        {
            double common = pass == 1 && _options.GlobalRmax ? Math.Clamp(shared / weight, 0, HighestRmax * _highest) : double.NaN;
            for (int c = 0; c < _thin.Length; c++)
            {
                BindingCycle cycle = _thin[c];
                kinetics.Respond([logKa, logKd], 1, cycle.Concentration, _association, cycle.Times, y, []);
                int n = cycle.Times.Length, during = cycle.Times.Count(t => t <= _association);
                double meanY = 0, meanR = 0;
                for (int i = 0; i < during && _options.BulkShift; i++) (meanY, meanR) = (meanY + y[i] / during, meanR + cycle.Responses[i] / during);
                double yy = 0, yr = 0, rr = 0;
                for (int i = 0; i < n; i++)
                {
                    double a = y[i] - (i < during ? meanY : 0), b = cycle.Responses[i] - (i < during ? meanR : 0);
                    (yy, yr, rr) = (yy + a * a, yr + a * b, rr + b * b);
                }
                if (pass == 0)
                {
                    (shared, weight) = (shared + yr, weight + yy);
                    continue;
                }
                double rmax = double.IsNaN(common) ? Math.Clamp(yr / yy, 0, HighestRmax * _highest) : common;
                (_rmax[c], _bulk[c]) = (rmax, meanR - rmax * meanY);
                cost += rr - 2 * rmax * yr + rmax * rmax * yy;
            }
        }
        return cost;
    }

    /// <summary>At most 60 readings of each phase: enough to find the neighbourhood.</summary>
    private BindingCycle Thin(BindingCycle cycle)
    {
        int during = cycle.Times.Count(t => t <= _association), after = cycle.Times.Length - during;
        int[] kept = [.. Spread(0, during), .. Spread(during, after)];
        return cycle with { Times = [.. kept.Select(i => cycle.Times[i])], Responses = [.. kept.Select(i => cycle.Responses[i])] };

        static IEnumerable<int> Spread(int first, int count)
        {
            int taken = Math.Min(count, Thinned);
            for (int i = 0; i < taken; i++) yield return first + (int)((long)i * count / taken);
        }
    }
}
