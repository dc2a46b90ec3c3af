using Titer.Numerics;

namespace Titer.Sensing.Hologram;

/// <summary>
/// Takes from a curve of sharpness what has nothing to do with the object: the twin image, the noise and the shrinking aperture make it fall or
/// rise slowly over the distance.
/// A parabola in the logarithm of the distance, fitted robustly (iteratively reweighted least squares with Cauchy's weights), so that peaks stay.
/// </summary>
internal sealed class FocusTrend(int length)
{
    private const int Terms = 3, Iterations = 10;
    private const double Sigma = 1.4826, Cutoff = 2, Lowest = -2;

    private readonly double[] _sizes = new double[length], _weights = new double[length];

    /// <summary>
    /// Replaces a curve by its residuals in robust standard deviations, not below -2, over that of its highest local maximum in the range; a
    /// curve without a maximum becomes zero.
    /// </summary>
    public void Normalise(ReadOnlySpan<double> distances, Span<double> curve, double near, double far)
    {
        Residuals(distances, curve);
        int peak = FocusCurve.Peak(distances, curve, near, far);
        double top = peak < 0 ? 0 : curve[peak];
        for (int i = 0; i < curve.Length; i++) curve[i] = top > 0 ? Math.Max(curve[i], Lowest) / top : 0;
    }

    private void Residuals(ReadOnlySpan<double> distances, Span<double> curve)
    {
        Array.Fill(_weights, 1);
        double low = Math.Log(distances[0]), middle = 0.5 * (low + Math.Log(distances[^1])), half = Math.Max(middle - low, 1e-9), scale = 1;
        Span<double> normal = stackalloc double[Terms * Terms], fit = stackalloc double[Terms];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            normal.Clear();
            fit.Clear();
            for (int i = 0; i < curve.Length; i++)
            {
                double x = (Math.Log(distances[i]) - middle) / half, power = _weights[i];
                for (int a = 0; a < 2 * Terms - 1; a++, power *= x)
                {
                    if (a < Terms) fit[a] += power * curve[i];
                    for (int row = Math.Max(0, a - Terms + 1); row <= Math.Min(a, Terms - 1); row++) normal[row * Terms + a - row] += power;
                }
            }
            for (int a = 0; a < Terms; a++) normal[a * Terms + a] += 1e-12 * normal[0];
            Cholesky.Factorise(normal, Terms);
            Cholesky.Solve(normal, fit, Terms);
            for (int i = 0; i < curve.Length; i++) _sizes[i] = Math.Abs(curve[i] - At(fit, (Math.Log(distances[i]) - middle) / half));
            for (int i = 0; i < curve.Length; i++) _weights[i] = _sizes[i];
            Array.Sort(_sizes);
            scale = Math.Max(Sigma * _sizes[_sizes.Length / 2], 1e-12);
            for (int i = 0; i < curve.Length; i++) _weights[i] = 1 / (1 + _weights[i] * _weights[i] / (Cutoff * Cutoff * scale * scale));
        }
        for (int i = 0; i < curve.Length; i++) curve[i] = (curve[i] - At(fit, (Math.Log(distances[i]) - middle) / half)) / scale;
    }

    private static double At(ReadOnlySpan<double> fit, double x) => fit[0] + x * (fit[1] + x * fit[2]);
}
