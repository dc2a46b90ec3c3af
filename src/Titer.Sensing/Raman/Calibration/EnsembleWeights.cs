namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// Which candidates are averaged: on all feature sets the same regressor, the one whose mean has the least error in the inner cross-validation, with
/// equal weights (errors of a hundred samples cannot tell near equals apart; R. T. Clemen, Int. J. Forecast. 5 (1989) 559-583).
/// </summary>
internal static class EnsembleWeights
{
    public static (Candidate Candidate, double Weight)[] Choose(IEnumerable<Candidate> candidates)
    {
        Candidate[] best = [.. candidates.Where(c => double.IsFinite(c.Rmse)).GroupBy(c => c.Regressor).OrderBy(g => g.Key).Select(g => g.ToArray())
            .MinBy(Squares)!];
        return [.. best.Select(c => (c, 1.0 / best.Length))];
    }

    /// <summary>Mean square error of the mean of the members.</summary>
    private static double Squares(Candidate[] members)
    {
        int n = members[0].Errors.Length;
        double squares = 0;
        for (int i = 0; i < n; i++)
        {
            double mean = members.Average(m => m.Errors[i]);
            squares += mean * mean;
        }
        return squares / n;
    }
}
