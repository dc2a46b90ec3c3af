using System.Collections.Immutable;

namespace Titer.Sensing.Binding;

/// <summary>
/// The noise of the blanks. A mean of B blanks taken off every cycle leaves the variance 1 / B of one cycle in all of them at once:
/// of what a cycle then shows, the share 1 / (B + 1) is common, and fitting more cycles does not average it out.
/// </summary>
internal static class BlankNoise
{
    public static double Share(TitrationOptions options) => options.SharedBlanks == 0 ? 0 : 1.0 / (options.SharedBlanks + 1);

    public static void Add(
        TitrationCovariance covariance, ImmutableArray<BindingCycle> cycles, TitrationResiduals residuals, double[] jacobian, ResidualNoise[] noises,
        TitrationOptions options)
    {
        if (options.SharedBlanks == 0) return;
        double[] times = cycles.MaxBy(c => c.Times.Length)!.Times;
        int n = residuals.Parameters;
        double[] summed = new double[times.Length * n];
        for (int c = 0; c < cycles.Length; c++)
        {
            int first = residuals.Of(c).Start.Value, at = 0;
            double[] own = cycles[c].Times;
            for (int i = 0; i < times.Length; i++)
            {
                while (at + 1 < own.Length && Math.Abs(own[at + 1] - times[i]) <= Math.Abs(own[at] - times[i])) at++;
                // In a gap of this cycle the blank did nothing to it.
                if (Math.Abs(own[at] - times[i]) > Tolerance(times, i)) continue;
                for (int j = 0; j < n; j++) summed[i * n + j] += jacobian[(first + at) * n + j];
            }
        }
        // The noise of a cycle without misfit is nearest to that of a blank.
        ResidualNoise quietest = noises.MinBy(e => e.Variance);
        covariance.AddNoise(times, summed, quietest with { Variance = quietest.Variance * Share(options) });
    }

    private static double Tolerance(double[] times, int i) => 0.75 * (i > 0 ? times[i] - times[i - 1] : times[1] - times[0]);
}
