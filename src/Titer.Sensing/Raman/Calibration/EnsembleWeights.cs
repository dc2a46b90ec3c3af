using Titer.Numerics;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// Which candidates are averaged, and with what weight (stacking: D. H. Wolpert, Neural Netw. 5 (1992) 241-259; L. Breiman, Mach. Learn. 24 (1996)
/// 49-64: non-negative weights). The weights have the sum one and least squared error in the inner cross-validation, drawn towards equality,
/// because errors of a hundred samples cannot tell near equals apart.
/// </summary>
internal static class EnsembleWeights
{
    private const int Most = 12;
    // Worst member over best; how strongly weights are drawn to equality, over the mean square error.
    private const double Within = 1.15, Shrinkage = 0.1;

    public static (Candidate Candidate, double Weight)[] Choose(IEnumerable<Candidate> candidates)
    {
        Candidate[] ranked = [.. candidates.Where(c => double.IsFinite(c.Rmse)).OrderBy(c => c.Rmse).ThenBy(c => c.Set).ThenBy(c => c.Regressor)];
        Candidate[] best = [.. ranked.Where(c => c.Rmse <= Within * ranked[0].Rmse).Take(Most)];
        double[] weights = Weigh(best);
        return [.. best.Zip(weights).Where(p => p.Second > 0)];
    }

    /// <summary>Minimum of w'Cw over w of sum one, members with negative weight going out one after the other.</summary>
    private static double[] Weigh(Candidate[] members)
    {
        int n = members[0].Errors.Length;
        var weights = new double[members.Length];
        List<int> active = [.. Enumerable.Range(0, members.Length)];
        while (true)
        {
            int k = active.Count;
            double[] c = new double[k * k], w = new double[k];
            double scale = active.Average(a => members[a].Rmse * members[a].Rmse);
            for (int a = 0; a < k; a++)
                for (int b = 0; b < k; b++)
                    c[a * k + b] = FixedDot.Of(members[active[a]].Errors, members[active[b]].Errors) / n + (a == b ? Shrinkage * scale : 0);
            Array.Fill(w, 1);
            if (!Cholesky.Factorise(c, k)) return Equal(members.Length);
            Cholesky.Solve(c, k, w);
            int worst = Array.IndexOf(w, w.Min());
            if (w[worst] >= 0)
            {
                double sum = w.Sum();
                for (int i = 0; i < k; i++) weights[active[i]] = w[i] / sum;
                return weights;
            }
            active.RemoveAt(worst);
        }
    }

    private static double[] Equal(int count) => [.. Enumerable.Repeat(1.0 / count, count)];
}
