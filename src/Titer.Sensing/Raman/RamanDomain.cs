using Titer.Numerics;
using static Titer.Sensing.Raman.RamanPreprocessing;

namespace Titer.Sensing.Raman;

/// <summary>
/// Where a calibration is valid: Hotelling's T2 of the scores says how far a spectrum is from the calibration set, Q what of it the
/// set does not know (J. E. Jackson, G. S. Mudholkar, Technometrics 21 (1979) 341-349). Q is given over the noise that
/// the spectrum's own counts must have, so that a bright spectrum is not taken for a strange one: 1 is noise alone.
/// </summary>
internal sealed class RamanDomain(double[][] loadings, double[] variances)
{
    private readonly double[] _residual = new double[Features];

    /// <param name="x">Mean-centred features.</param>
    /// <param name="clean">The counts they came from.</param>
    public void Place(ReadOnlySpan<double> x, ReadOnlySpan<double> clean, double water, out double t2, out double q)
    {
        t2 = 0;
        x.CopyTo(_residual);
        for (int k = 0; k < loadings.Length; k++)
        {
            double score = FixedDot.Of(x, loadings[k]);
            t2 += score * score / variances[k];
            FixedDot.Add(-score, loadings[k], _residual);
        }
        q = FixedDot.Of(_residual, _residual) / NoiseOf(clean, water);
    }
}
