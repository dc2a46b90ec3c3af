using System.Text.Json.Serialization;
using Titer.Core;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>How a baseline tells bands from background.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BaselineWeights>))]
public enum BaselineWeights
{
    /// <summary>
    /// Asymmetric least squares (P. H. C. Eilers, H. F. M. Boelens, Leiden University report, 2005): points above weigh p, those below 1 - p.
    /// </summary>
    Asymmetric,
    /// <summary>arPLS (S.-J. Baek et al., Analyst 140 (2015) 250-257): a logistic weight by the noise that the points below show.</summary>
    Logistic,
    /// <summary>
    /// airPLS (Z.-M. Zhang, S. Chen, Y.-Z. Liang, Analyst 135 (2010) 1138-1146): points above weigh nothing, those below ever more.
    /// </summary>
    Adaptive,
}

/// <summary>
/// Takes off a smooth background that runs below the bands: a Whittaker smoother whose weights are found by iteration.
/// </summary>
/// <param name="Length">
/// Length below which the background cannot bend, 1/cm: the penalty on the second difference is lambda = (Length / channel spacing)^4, so that the
/// same length means the same background on every axis.
/// </param>
/// <param name="P">Weight of points above the baseline, 0.001 to 0.1; only for <see cref="BaselineWeights.Asymmetric"/>.</param>
public sealed record AsymmetricBaseline(BaselineWeights Weights, double Length, double P = 0.01) : SpectralStep
{
    private const int MostIterations = 20;
    private const double Settled = 1e-3;

    public override SpectralOperation On(SpectralAxis axis)
    {
        if (!(Length > 0) || !(P > 0 && P < 1)) throw new InputException("baseline", "Its length and p must be positive, and p below 1.");
        return axis.Channels >= 3 ? new Operation(this, axis) : throw new InputException("baseline", "A baseline needs at least three channels.");
    }

    private sealed class Operation(AsymmetricBaseline step, SpectralAxis axis) : SpectralOperation(axis)
    {
        private readonly WhittakerSmoother _smoother = new(axis, Math.Pow(step.Length / axis.Step, 4));
        private readonly double[] _weights = new double[axis.Channels], _baseline = new double[axis.Channels];

        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            Array.Fill(_weights, 1);
            for (int iteration = 1; iteration <= MostIterations; iteration++)
            {
                _smoother.Smooth(spectrum, _weights, _baseline);
                if (Reweigh(spectrum, iteration)) break;
            }
            for (int i = 0; i < result.Length; i++) result[i] = spectrum[i] - _baseline[i];
        }

        /// <summary>New weights; true when they are as they were.</summary>
        private bool Reweigh(ReadOnlySpan<double> spectrum, int iteration)
        {
            int below = 0;
            double sum = 0, squares = 0, all = 0;
            for (int i = 0; i < spectrum.Length; i++)
            {
                double d = spectrum[i] - _baseline[i];
                all += Math.Abs(spectrum[i]);
                if (d >= 0) continue;
                below++;
                sum += d;
                squares += d * d;
            }
            if (below < 2) return true;
            double mean = sum / below, deviation = Math.Sqrt(Math.Max(0, squares / below - mean * mean));
            if (step.Weights == BaselineWeights.Adaptive && -sum < Settled * all || !(deviation > 0)) return true;
            double change = 0, length = 0;
            for (int i = 0; i < spectrum.Length; i++)
            {
                double d = spectrum[i] - _baseline[i], w = step.Weights switch
                {
                    BaselineWeights.Asymmetric => d > 0 ? step.P : 1 - step.P,
                    BaselineWeights.Logistic => 1 / (1 + Math.Exp(Math.Min(500, 2 * (d - (2 * deviation - mean)) / deviation))),
                    _ => d >= 0 ? 0 : Math.Exp(Math.Min(50, iteration * d / sum)),
                };
                change += (w - _weights[i]) * (w - _weights[i]);
                length += _weights[i] * _weights[i];
                _weights[i] = w;
            }
            // The weights of airPLS grow with every iteration by design; it stops by what is left below the baseline.
            return step.Weights != BaselineWeights.Adaptive && change <= Settled * Settled * length;
        }
    }
}
