namespace Titer.Sensing.Binding;

/// <summary>
/// Estimates the <see cref="ResidualNoise"/> of one cycle by restricted maximum likelihood (H. D. Patterson, R. Thompson, Biometrika 58
/// (1971) 545) on the model linearised at the fit, so that what the parameters have fitted away of the noise is put back. The
/// likelihood of a correlation exp(-|dt| / tau) at any times comes from a Kalman filter with one state, linear in the number of readings.
/// Not thread-safe.
/// </summary>
internal sealed class NoiseEstimation(int longest, int columns)
{
    private readonly double[] _whitened = new double[longest * (columns + 1)], _mean = new double[columns + 1];

    /// <param name="jacobian">Row-major, readings x parameters, of this cycle.</param>
    public static ResidualNoise OfCycle(ReadOnlySpan<double> times, ReadOnlySpan<double> jacobian, int parameters, ReadOnlySpan<double> residuals)
    {
        var used = new List<int>();
        for (int j = 0; j < parameters; j++)
        {
            bool moves = false;
            for (int i = 0; i < residuals.Length && !moves; i++) moves = jacobian[i * parameters + j] != 0;
            if (moves) used.Add(j);
        }
        int width = used.Count + 1;
        double[] data = new double[residuals.Length * width];
        for (int i = 0; i < residuals.Length; i++)
        {
            for (int k = 0; k < used.Count; k++) data[i * width + k] = jacobian[i * parameters + used[k]];
            data[i * width + used.Count] = residuals[i];
        }
        return new NoiseEstimation(residuals.Length, used.Count).Estimate(times, data);
    }

    /// <param name="times">s, rising.</param>
    /// <param name="data">Row-major, readings x (columns + 1): the columns of the Jacobian that are not zero, then the residual.</param>
    public ResidualNoise Estimate(ReadOnlySpan<double> times, ReadOnlySpan<double> data)
    {
        int n = times.Length;
        double step = (times[^1] - times[0]) / Math.Max(1, n - 1), span = times[^1] - times[0];
        double least = double.PositiveInfinity, share = 0, tau = step, variance = 0;
        int rank = 0;
        Try(0, step, data, times);
        for (double t = 0.5 * step; t <= 0.5 * span; t *= 1.8)
            for (int s = 1; s <= 8; s++) Try(Shares[s], t, data, times);
        // Twice finer about the best.
        for (double fine = 0.5; fine > 0.1; fine *= 0.5)
        {
            (double s0, double t0) = (share, tau);
            if (s0 == 0) break;
            double odds = Math.Log(s0 / (1 - s0));
            for (int i = -2; i <= 2; i++)
                for (int j = -2; j <= 2; j++)
                    Try(1 / (1 + Math.Exp(-(odds + i * fine))), Math.Clamp(t0 * Math.Exp(0.6 * j * fine), 0.2 * step, 0.5 * span), data, times);
        }
        (double size, double freedom) = Sizes(times, share, tau, rank);
        return new ResidualNoise(variance, share, tau, size, freedom);

        void Try(double s, double t, ReadOnlySpan<double> values, ReadOnlySpan<double> at)
        {
            double cost = Cost(at, values, s, t, out double v, out int r);
            if (cost < least) (least, share, tau, variance, rank) = (cost, s, t, v, r);
        }
    }

    private static ReadOnlySpan<double> Shares => [0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.985];

    /// <summary>-2 log restricted likelihood, without constants, with the variance at its best.</summary>
    private double Cost(ReadOnlySpan<double> times, ReadOnlySpan<double> data, double share, double tau, out double variance, out int rank)
    {
        int n = times.Length, width = columns + 1;
        double logDeterminant = 0, p = share;
        _mean.AsSpan().Clear();
        for (int i = 0; i < n; i++)
        {
            if (i > 0)
            {
                double rho = Math.Exp(-(times[i] - times[i - 1]) / tau);
                p = rho * rho * p + (1 - rho * rho) * share;
                for (int j = 0; j < width; j++) _mean[j] *= rho;
            }
            double s = p + 1 - share, gain = p / s, root = 1 / Math.Sqrt(s);
            logDeterminant += Math.Log(s);
            for (int j = 0; j < width; j++)
            {
                double innovation = data[i * width + j] - _mean[j];
                _whitened[j * n + i] = innovation * root;
                _mean[j] += gain * innovation;
            }
            p *= 1 - gain;
        }
        double logInformation = Orthogonalise(n, out rank);
        ReadOnlySpan<double> left = _whitened.AsSpan(columns * n, n);
        double sum = 0;
        foreach (double r in left) sum += r * r;
        variance = sum / Math.Max(1, n - rank);
        return (n - rank) * Math.Log(Math.Max(variance, double.Epsilon)) + logDeterminant + logInformation;
    }

    /// <summary>Modified Gram-Schmidt over the columns, the residual last; gives log |X'X| of the columns that are independent.</summary>
    private double Orthogonalise(int n, out int rank)
    {
        double log = 0;
        rank = 0;
        for (int j = 0; j < columns; j++)
        {
            Span<double> v = _whitened.AsSpan(j * n, n);
            double before = Square(v);
            for (int k = 0; k < j; k++) Remove(_whitened.AsSpan(k * n, n), v);
            double square = Square(v);
            // A column that the others already span (ka and Rmax of a cycle at low concentration) takes no freedom of its own.
            if (!(square > 1e-10 * before) || before == 0)
            {
                v.Clear();
                continue;
            }
            rank++;
            log += Math.Log(square);
            double scale = 1 / Math.Sqrt(square);
            for (int i = 0; i < n; i++) v[i] *= scale;
        }
        Span<double> residual = _whitened.AsSpan(columns * n, n);
        for (int k = 0; k < columns; k++) Remove(_whitened.AsSpan(k * n, n), residual);
        return log;
    }

    private static double Square(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v) sum += x * x;
        return sum;
    }

    private static void Remove(ReadOnlySpan<double> unit, Span<double> v)
    {
        double along = 0;
        for (int i = 0; i < v.Length; i++) along += unit[i] * v[i];
        for (int i = 0; i < v.Length; i++) v[i] -= along * unit[i];
    }

    /// <summary>n^2 over the sum of all correlations, and over that of their squares less what the parameters took.</summary>
    private static (double Effective, double Freedom) Sizes(ReadOnlySpan<double> times, double share, double tau, int rank)
    {
        int n = times.Length;
        double sum = n, squares = n, one = 0, two = 0;
        for (int i = 1; i < n; i++)
        {
            double rho = Math.Exp(-(times[i] - times[i - 1]) / tau);
            one = rho * (one + 1);
            two = rho * rho * (two + 1);
            sum += 2 * share * one;
            squares += 2 * share * share * two;
        }
        return (n * (n / sum), Math.Max(1, n * (n / squares) - rank));
    }
}
