namespace Titer.Design.Space;

/// <summary>
/// Where one more measurement would shrink a design space's uncertainty most. The samples of a space carry the joint distribution of what would be
/// measured at any point and of the quality at every other: a reading y at point c with error variance e takes cov(q, y)^2 / (var(y) + e) from the
/// variance of the quality q at another point (the linear update of a Gaussian, Chaloner and Verdinelli, Stat. Sci. 10 (1995) 273, over an ensemble).
/// Points are weighted by P (1 - P): the border of the region, where a decision is open, counts; an I-optimal design for the border.
/// </summary>
/// <param name="Point">The best point; -1 when nothing is open.</param>
/// <param name="Reduction">Share of the weighted variance that it is expected to take away.</param>
/// <param name="Predicted">Mean of what would be measured there.</param>
/// <param name="Deviation">Standard deviation of it by what is known now.</param>
public sealed record NextExperiment(int Point, double Reduction, double Predicted, double Deviation)
{
    /// <param name="space">The computed space; the first specified quality is measured.</param>
    /// <param name="relativeError">Relative standard uncertainty of the measurement.</param>
    /// <param name="absoluteError">Absolute one, added in quadrature.</param>
    public static NextExperiment Of(DesignSpace space, double relativeError, double absoluteError)
    {
        int samples = space.Samples, points = space.Points;
        double[] centred = new double[points * samples], mean = new double[points], variance = new double[points];
        for (int i = 0; i < points; i++)
        {
            ReadOnlySpan<double> values = space.First.AsSpan(i * samples, samples);
            Span<double> row = centred.AsSpan(i * samples, samples);
            double sum = 0;
            foreach (double v in values) sum += v;
            mean[i] = sum / samples;
            for (int s = 0; s < samples; s++) row[s] = values[s] - mean[i];
            variance[i] = Numerics.FixedDot.Of(row, row) / (samples - 1);
        }
        int[] open = [.. Enumerable.Range(0, points).Where(i => space.Probability(i) is > 0 and < 1 && double.IsFinite(variance[i])
            && variance[i] > 0)];
        double total = open.Sum(i => Weight(i));
        (int best, double reduction) = (-1, 0);
        for (int c = 0; c < points && total > 0; c++)
        {
            double error = absoluteError * absoluteError + Math.Pow(relativeError * mean[c], 2), taken = 0, known = variance[c] + error;
            if (!(variance[c] > 0 && double.IsFinite(known))) continue;
            ReadOnlySpan<double> reading = centred.AsSpan(c * samples, samples);
            foreach (int i in open)
            {
                double covariance = Numerics.FixedDot.Of(centred.AsSpan(i * samples, samples), reading) / (samples - 1);
                taken += Weight(i) * covariance * covariance / (variance[i] * known);
            }
            if (taken > reduction * total) (best, reduction) = (c, taken / total);
        }
        return best < 0 ? new(-1, 0, double.NaN, double.NaN) : new(best, reduction, mean[best], Math.Sqrt(variance[best]));

        double Weight(int i) => space.Probability(i) * (1 - space.Probability(i));
    }
}
