using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>Hotelling's T2 and residual Q of new samples by the principal components of a training part, both from its Gram matrix.</summary>
internal sealed class GramDomain
{
    private const double Explained = 0.995;
    private const int Most = 20;

    private readonly GramRidge _training;
    private readonly int _samples;

    public GramDomain(GramRidge training, int samples)
    {
        (_training, _samples) = (training, samples);
        Components = Count(training.Values, samples);
    }

    public int Components { get; }

    /// <summary>Components that explain 99.5 % of the variance, at most 20 and a quarter of the samples.</summary>
    private static int Count(ReadOnlySpan<double> variances, int samples)
    {
        double all = 0, sum = 0;
        foreach (double v in variances) all += v;
        int count = 0;
        while (count < Math.Min(Most, Math.Max(1, samples / 4)) && sum < Explained * all) sum += variances[count++];
        return count;
    }

    /// <param name="cross">Centred products of the new sample with the training samples.</param>
    /// <param name="own">Centred product with itself.</param>
    public (double T2, double Q) Place(ReadOnlySpan<double> cross, double own)
    {
        double t2 = 0, q = own;
        for (int k = 0; k < Components; k++)
        {
            double score = FixedDot.Of(cross, _training.Vector(k));
            double square = score * score / _training.Values[k];
            q -= square;
            t2 += square / _training.Values[k] * (_samples - 1);
        }
        return (t2, Math.Max(0, q));
    }
}
