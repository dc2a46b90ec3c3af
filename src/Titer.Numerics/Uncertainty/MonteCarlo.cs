namespace Titer.Numerics;

/// <summary>How a Monte Carlo propagation is done.</summary>
public sealed record MonteCarloOptions
{
    public static MonteCarloOptions Default { get; } = new();

    public double Probability { get; init; } = 0.95;

    /// <summary>Significant digits of the standard uncertainty that shall be reliable (JCGM 101, 7.9.2); 1 or 2.</summary>
    public int SignificantDigits { get; init; } = 2;

    /// <summary>Trials after which it ends at the latest.</summary>
    public int MaxTrials { get; init; } = 2_000_000;

    public ulong Seed { get; init; } = 1;
}

/// <summary>The result of propagating distributions.</summary>
/// <param name="Value">Mean of the model's values.</param>
/// <param name="StandardUncertainty">Their standard deviation.</param>
/// <param name="Low">Lower end of the probabilistically symmetric coverage interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="ShortestLow">Lower end of the shortest coverage interval.</param>
/// <param name="ShortestHigh">Upper end of it.</param>
/// <param name="Trials">Values that these stand on.</param>
/// <param name="Tolerance">Numerical tolerance delta that was asked for (7.9.2).</param>
/// <param name="Stable">Whether twice the standard deviation of each figure stayed within the tolerance.</param>
/// <param name="NotFinite">Trials without a finite value; they are left out.</param>
public readonly record struct MonteCarloResult(
    double Value, double StandardUncertainty, double Low, double High, double ShortestLow, double ShortestHigh,
    int Trials, double Tolerance, bool Stable, int NotFinite);

/// <summary>
/// Propagation of distributions by a Monte Carlo method, JCGM 101:2008: seeded, with the number of trials found on the way (7.9).
/// </summary>
public static class MonteCarlo
{
    /// <param name="correlation">
    /// Correlation coefficients, row-major; empty for independent inputs. Only normal inputs may be correlated (6.4.8).
    /// </param>
    /// <exception cref="ArgumentException">A correlated input is not normal, or the correlation is not positive definite.</exception>
    public static MonteCarloResult Propagate(
        MeasurementFunction f, ReadOnlySpan<InputDistribution> inputs, MonteCarloOptions? options = null, ReadOnlySpan<double> correlation = default)
    {
        options ??= MonteCarloOptions.Default;
        double[] factor = Factor(inputs, correlation);
        var random = new Gaussian(options.Seed);
        // 7.9.4 b: the larger of 10^4 and the smallest number that leaves 100 values outside the interval.
        int batch = Math.Max(10_000, (int)Math.Ceiling(100 / (1 - options.Probability)));
        double[] values = new double[Math.Max(batch, options.MaxTrials / batch * batch)];
        var batches = new BatchStatistics();
        double[] x = new double[inputs.Length], z = new double[inputs.Length];
        int count = 0, notFinite = 0;
        double first = double.NaN, sum = 0, squares = 0, tolerance = double.NaN;
        bool stable = false;
        while (!stable && count + batch <= values.Length && notFinite <= values.Length)
        {
            int from = count;
            for (int i = 0; i < batch; i++)
            {
                Draw(inputs, factor, random, x, z);
                double y = f(x);
                if (!double.IsFinite(y))
                {
                    notFinite++;
                    continue;
                }
                values[count++] = y;
                // Sums about the first value, so that a small spread of a large value keeps its digits.
                if (double.IsNaN(first)) first = y;
                double off = y - first;
                sum += off;
                squares += off * off;
            }
            if (count == from) continue;
            Span<double> sorted = values.AsSpan(from, count - from);
            sorted.Sort();
            (double mean, double deviation) = Moments(sorted);
            (double low, double high) = Symmetric(sorted, options.Probability);
            batches.Add(mean, deviation, low, high);
            double overall = Math.Sqrt(Math.Max(0, squares - sum * sum / count) / (count - 1));
            tolerance = Tolerance(overall, options.SignificantDigits);
            stable = batches.Count >= 2 && batches.Within(tolerance) || overall == 0;
        }
        Span<double> all = values.AsSpan(0, count);
        all.Sort();
        if (count < 2) return new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, count, tolerance, false, notFinite);
        (double value, double u) = Moments(all);
        (double symmetricLow, double symmetricHigh) = Symmetric(all, options.Probability);
        (double shortestLow, double shortestHigh) = Shortest(all, options.Probability);
        return new(value, u, symmetricLow, symmetricHigh, shortestLow, shortestHigh, count, tolerance, stable, notFinite);
    }

    private static double[] Factor(ReadOnlySpan<InputDistribution> inputs, ReadOnlySpan<double> correlation)
    {
        double[] factor = correlation.ToArray();
        if (factor.Length == 0) return factor;
        int n = inputs.Length;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (i != j && factor[i * n + j] != 0 && !inputs[i].IsNormal)
                    throw new ArgumentException($"Input {i + 1} is correlated and not normal.", nameof(correlation));
        if (!Cholesky.Factorise(factor, n)) throw new ArgumentException("The correlation matrix is not positive definite.", nameof(correlation));
        return factor;
    }

    private static void Draw(ReadOnlySpan<InputDistribution> inputs, double[] factor, Gaussian random, double[] x, double[] z)
    {
        int n = inputs.Length;
        for (int i = 0; i < n; i++)
        {
            if (factor.Length == 0 || !inputs[i].IsNormal)
            {
                x[i] = inputs[i].Draw(random);
                z[i] = 0;
                continue;
            }
            z[i] = random.Next();
            double sum = 0;
            for (int k = 0; k <= i; k++) sum += factor[i * n + k] * z[k];
            x[i] = inputs[i].FromStandard(sum);
        }
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double mean = 0, square = 0;
        foreach (double v in values) mean += v;
        mean /= values.Length;
        foreach (double v in values) square += (v - mean) * (v - mean);
        return (mean, Math.Sqrt(square / Math.Max(1, values.Length - 1)));
    }

    /// <summary>7.7.2, with q the whole number nearest to pM.</summary>
    private static (double Low, double High) Symmetric(ReadOnlySpan<double> sorted, double probability)
    {
        int q = Within(sorted, probability), r = (sorted.Length - q) / 2;
        return (sorted[Math.Max(0, r - 1)], sorted[Math.Min(sorted.Length - 1, r - 1 + q)]);
    }

    /// <summary>7.7.3: of all intervals that hold q values, the shortest.</summary>
    private static (double Low, double High) Shortest(ReadOnlySpan<double> sorted, double probability)
    {
        int q = Within(sorted, probability), best = 0;
        for (int r = 1; r + q < sorted.Length; r++)
            if (sorted[r + q] - sorted[r] < sorted[best + q] - sorted[best]) best = r;
        return (sorted[best], sorted[best + q]);
    }

    private static int Within(ReadOnlySpan<double> sorted, double probability) =>
        Math.Min(sorted.Length - 1, (int)(probability * sorted.Length + 0.5));

    /// <summary>7.9.2: u = c 10^l with c of so many digits; delta = 10^l / 2.</summary>
    private static double Tolerance(double u, int digits) => u > 0 ? 0.5 * Math.Pow(10, Math.Floor(Math.Log10(u)) - digits + 1) : 0;
}
