namespace Titer.Numerics;

/// <summary>Range of the starts of one parameter.</summary>
/// <param name="Logarithmic">Starts evenly over the logarithm; both ends must be positive.</param>
public readonly record struct StartRange(double Low, double High, bool Logarithmic = false)
{
    /// <summary>
    /// The bounds where both are finite, over the logarithm when they are positive and more than a factor 100 apart; else a decade to
    /// each side of the start, or 1 to each side of a start at zero, within the bounds.
    /// </summary>
    public static StartRange Around(FitParameter p)
    {
        if (p.IsFixed) return new(p.Lower, p.Lower);
        if (double.IsFinite(p.Lower) && double.IsFinite(p.Upper)) return new(p.Lower, p.Upper, p.Lower > 0 && p.Upper > 100 * p.Lower);
        double low = p.Start > 0 ? p.Start / 10 : p.Start < 0 ? p.Start * 10 : -1, high = p.Start > 0 ? p.Start * 10 : p.Start < 0 ? p.Start / 10 : 1;
        return new(Math.Max(low, p.Lower), Math.Min(high, p.Upper), p.Start > 0 && p.Lower <= p.Start / 10);
    }

    internal double At(double share) => Logarithmic ? Low * Math.Pow(High / Low, share) : Low + share * (High - Low);
}

/// <summary>Outcome of a fit from several starts.</summary>
/// <param name="Best">The fit of lowest cost; the solver holds it.</param>
/// <param name="Agreeing">How many starts ended at this cost; one of many says that a lower one may have been missed.</param>
public readonly record struct MultiStartSummary(FitSummary Best, int Starts, int Agreeing);

/// <summary>
/// Fits from the given start and from a seeded Latin hypercube of others (McKay, Beckman and Conover, Technometrics 21, 239, 1979),
/// for problems with several minima. The lowest cost wins.
/// </summary>
public static class MultiStart
{
    /// <param name="starts">Number of starts, the given one included.</param>
    /// <param name="ranges">Where the starts lie; empty: <see cref="StartRange.Around"/>.</param>
    /// <param name="done">Told after each start how many there were.</param>
    public static MultiStartSummary Fit<T>(
        LevenbergMarquardt solver, T residuals, ReadOnlySpan<FitParameter> parameters, int starts, ulong seed,
        FitOptions? options = null, ReadOnlySpan<StartRange> ranges = default, Action<int>? done = null)
        where T : IResiduals
    {
        int n = parameters.Length;
        FitParameter[] trial = parameters.ToArray();
        double[,] cube = Cube(n, starts - 1, seed);
        double[] best = new double[n], costs = new double[starts];
        double lowest = double.PositiveInfinity;
        for (int s = 0; s < starts; s++)
        {
            for (int i = 0; i < n && s > 0; i++)
                trial[i] = parameters[i] with { Start = (ranges.IsEmpty ? StartRange.Around(parameters[i]) : ranges[i]).At(cube[s - 1, i]) };
            FitSummary fit = solver.Fit(residuals, trial, options);
            done?.Invoke(s + 1);
            costs[s] = fit.Status == FitStatus.NonFinite ? double.PositiveInfinity : fit.Cost;
            if (!(costs[s] < lowest)) continue;
            lowest = costs[s];
            solver.Parameters.CopyTo(best);
        }
        for (int i = 0; i < n && double.IsFinite(lowest); i++) trial[i] = parameters[i] with { Start = best[i] };
        FitSummary last = solver.Fit(residuals, trial, options);
        int agreeing = costs.Count(c => c <= lowest * (1 + 1e-6) + 1e-300);
        return new(last, starts, agreeing);
    }

    private static double[,] Cube(int n, int points, ulong seed)
    {
        var random = new Gaussian(seed);
        double[,] cube = new double[Math.Max(0, points), n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < points; i++) cube[i, j] = (i + random.Uniform()) / points;
            for (int i = points - 1; i > 0; i--)
            {
                int other = (int)(random.Uniform() * (i + 1));
                (cube[i, j], cube[other, j]) = (cube[other, j], cube[i, j]);
            }
        }
        return cube;
    }
}
