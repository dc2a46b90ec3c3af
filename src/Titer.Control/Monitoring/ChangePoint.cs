namespace Titer.Control.Monitoring;

/// <summary>Time of a change with its standard uncertainty, and how much better the change explains the readings than none does.</summary>
/// <param name="Hours">Posterior mean, h.</param>
/// <param name="Uncertainty">Posterior standard deviation, h.</param>
/// <param name="Evidence">Log Bayes factor for the change by the Schwarz criterion.</param>
public readonly record struct ChangePoint(double Hours, double Uncertainty, double Evidence);

/// <summary>
/// When did a signal change its course? Regression with an unknown join point, base(t) + A g(t - tau) for t > tau: the posterior of
/// tau over a grid, each shape g and each base weighed by its likelihood (Carlin, Gelfand and Smith, Appl. Statist. 41 (1992) 389;
/// coefficients at their least-squares values, models of different size by the Schwarz criterion, Kass and Raftery, J. Am. Stat.
/// Assoc. 90 (1995) 773). Neighbouring residuals are not independent: n counts (1 - rho)/(1 + rho), rho their first autocorrelation.
/// </summary>
internal static class ChangePointRegression
{
    private const int GridPoints = 40, MostReadings = 100;
    /// <summary>Log weight below the best at which a time of the coarse grid no longer matters; its courses are coarse, too.</summary>
    private const double Negligible = 30;

    /// <param name="from">Earliest and <paramref name="to"/> latest time of the change, h.</param>
    /// <param name="shapes">Course after the change as a function of the hours since, 0 at 0.</param>
    /// <param name="refined">Courses around the one of that index, for the fine grid.</param>
    /// <param name="bases">Sets of functions of time that go on through the change, each with the constant.</param>
    /// <param name="withoutChange">What a signal without any change may do.</param>
    /// <param name="sign">-1 when the signal must fall after the change, +1 when it must rise.</param>
    /// <returns>null when there is too little to tell or nothing changes in that direction.</returns>
    public static ChangePoint? Find(
        ReadOnlySpan<double> hours, ReadOnlySpan<double> values, double from, double to,
        Func<double, double>[] shapes, Func<int, Func<double, double>[]> refined,
        Func<double, double>[][] bases, Func<double, double>[] withoutChange, int sign)
    {
        (double[] t, double[] y) = Bins(hours, values);
        int n = t.Length;
        if (n < 6 || !(to > from)) return null;
        Subspace[] subspaces = [.. bases.Select(b => new Subspace(t, b))];
        var problem = new Problem(t, y, shapes, subspaces, sign);

        double[] grid = Grid(from, to);
        double[] log = problem.Scan(grid);
        if (problem.Best.Amplitude == 0) return null;
        double correlation = problem.Autocorrelation();
        double effective = Math.Max(n * (1 - correlation) / (1 + correlation), 5);
        // The coarse grid found where; a fine one over that stretch finds how exactly.
        (double low, double high) = Support(grid, log, effective / n, problem.Combinations);
        grid = Grid(Math.Max(low, from), Math.Min(high, to));
        problem = new Problem(t, y, [.. shapes, .. refined(problem.Best.Shape)], subspaces, sign);
        log = problem.Scan(grid);
        (double mean, double sd) = Moments(grid, log, effective / n, problem.Combinations);

        double none = new Subspace(t, withoutChange).SquaresBeyond(y);
        double evidence = 0.5 * effective * Math.Log(none / problem.Best.Squares)
            - 0.5 * Math.Log(effective) * (problem.Best.Size - withoutChange.Length);
        // A read-out is stamped once for all positions: the reading was taken somewhere within its interval.
        double interval = (hours[^1] - hours[0]) / (hours.Length - 1);
        return new(mean, Math.Sqrt(sd * sd + interval * interval / 12), evidence);
    }

    /// <summary>Means of neighbouring readings where there are more than are needed.</summary>
    private static (double[] Hours, double[] Values) Bins(ReadOnlySpan<double> hours, ReadOnlySpan<double> values)
    {
        int per = (hours.Length + MostReadings - 1) / MostReadings;
        if (per <= 1) return (hours.ToArray(), values.ToArray());
        int n = hours.Length / per, first = hours.Length - n * per; // the rest is left off at the start, far from the change
        double[] t = new double[n], y = new double[n];
        for (int i = 0; i < n * per; i++)
        {
            t[i / per] += hours[first + i] / per;
            y[i / per] += values[first + i] / per;
        }
        return (t, y);
    }

    private static double[] Grid(double from, double to)
    {
        var grid = new double[GridPoints];
        for (int k = 0; k < grid.Length; k++) grid[k] = from + (to - from) * (k + 0.5) / grid.Length;
        return grid;
    }

    private static (double Low, double High) Support(double[] grid, double[] log, double scale, int combinations)
    {
        double best = log.Max(), step = grid[1] - grid[0];
        int first = Array.FindIndex(log, l => (l - best) * scale > -Negligible) / combinations;
        int last = Array.FindLastIndex(log, l => (l - best) * scale > -Negligible) / combinations;
        return (grid[first] - step, grid[last] + step);
    }

    private static (double Mean, double Deviation) Moments(double[] grid, double[] log, double scale, int combinations)
    {
        double best = log.Max(), sum = 0, mean = 0, square = 0, step = grid[1] - grid[0];
        for (int i = 0; i < log.Length; i++)
        {
            double w = Math.Exp((log[i] - best) * scale);
            sum += w;
            mean += w * grid[i / combinations];
            square += w * grid[i / combinations] * grid[i / combinations];
        }
        mean /= sum;
        // The change is anywhere within its cell of the grid.
        return (mean, Math.Sqrt(Math.Max(0, square / sum - mean * mean) + step * step / 12));
    }

    private readonly record struct Candidate(double Log, double Squares, double Tau, int Shape, int Base, double Amplitude, int Size);

    private sealed class Problem(double[] t, double[] y, Func<double, double>[] shapes, Subspace[] bases, int sign)
    {
        private readonly double[][] _rest = [.. bases.Select(b => { var r = (double[])y.Clone(); b.TakeFrom(r); return r; })];
        private readonly double[] _shape = new double[t.Length], _g = new double[t.Length];

        public int Combinations => shapes.Length * bases.Length;

        public Candidate Best { get; private set; } = new(double.NegativeInfinity, double.PositiveInfinity, 0, 0, 0, 0, 0);

        /// <summary>Log weight of each time of the grid with each shape and base.</summary>
        public double[] Scan(double[] grid)
        {
            var log = new double[grid.Length * Combinations];
            int n = t.Length, at = 0;
            foreach (double tau in grid)
            {
                for (int s = 0; s < shapes.Length; s++)
                {
                    for (int i = 0; i < n; i++) _shape[i] = t[i] > tau ? shapes[s](t[i] - tau) : 0;
                    for (int b = 0; b < bases.Length; b++)
                    {
                        (double squares, double amplitude) = Fit(b);
                        int size = bases[b].Size + 2;
                        double weight = Math.Sign(amplitude) == sign
                            ? -0.5 * n * Math.Log(squares) - 0.5 * size * Math.Log(n)
                            : double.NegativeInfinity;
                        log[at++] = weight;
                        if (weight > Best.Log) Best = new(weight, squares, tau, s, b, amplitude, size);
                    }
                }
            }
            return log;
        }

        public double Autocorrelation()
        {
            for (int i = 0; i < t.Length; i++) _shape[i] = t[i] > Best.Tau ? shapes[Best.Shape](t[i] - Best.Tau) : 0;
            Fit(Best.Base);
            double product = 0, squares = 0, last = 0;
            for (int i = 0; i < t.Length; i++)
            {
                double e = _rest[Best.Base][i] - Best.Amplitude * _g[i];
                product += e * last;
                squares += e * e;
                last = e;
            }
            return Math.Clamp(product / Math.Max(squares, 1e-12), 0, 0.9);
        }

        private (double Squares, double Amplitude) Fit(int b)
        {
            _shape.CopyTo(_g, 0);
            bases[b].TakeFrom(_g);
            double[] r = _rest[b];
            double gg = 0, gy = 0, yy = 0;
            for (int i = 0; i < r.Length; i++) { gg += _g[i] * _g[i]; gy += _g[i] * r[i]; yy += r[i] * r[i]; }
            return gg < 1e-9 ? (yy, 0) : (Math.Max(yy - gy * gy / gg, 1e-9), gy / gg);
        }
    }

    /// <summary>What a set of functions spans at the given times, as an orthonormal basis by modified Gram-Schmidt.</summary>
    private sealed class Subspace
    {
        private readonly List<double[]> _directions = [];

        public Subspace(double[] t, Func<double, double>[] functions)
        {
            Size = functions.Length;
            foreach (Func<double, double> f in functions)
            {
                double[] column = Array.ConvertAll(t, x => f(x));
                double before = Math.Sqrt(Squares(column));
                TakeFrom(column);
                double norm = Math.Sqrt(Squares(column));
                if (norm <= 1e-6 * before) continue; // nothing new
                for (int i = 0; i < column.Length; i++) column[i] /= norm;
                _directions.Add(column);
            }
        }

        public int Size { get; }

        public void TakeFrom(double[] signal)
        {
            foreach (double[] d in _directions)
            {
                double dot = 0;
                for (int i = 0; i < signal.Length; i++) dot += d[i] * signal[i];
                for (int i = 0; i < signal.Length; i++) signal[i] -= dot * d[i];
            }
        }

        public double SquaresBeyond(double[] signal)
        {
            var rest = (double[])signal.Clone();
            TakeFrom(rest);
            return Squares(rest);
        }

        private static double Squares(double[] r)
        {
            double sum = 0;
            foreach (double e in r) sum += e * e;
            return sum;
        }
    }
}
