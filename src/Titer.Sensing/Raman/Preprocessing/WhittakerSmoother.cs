namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Weighted penalised least squares: (W + lambda D'D) z = W x with D the second difference, divided by the spacing of the channels where it
/// is uneven (P. H. C. Eilers, Anal. Chem. 75 (2003) 3631-3636). Five diagonals, factorised as L D L' in one pass.
/// </summary>
internal sealed class WhittakerSmoother
{
    private readonly double[] _main, _first, _second;     // diagonals of lambda D'D
    private readonly double[] _d, _l1, _l2;

    public WhittakerSmoother(SpectralAxis axis, double lambda)
    {
        int n = axis.Channels;
        (_main, _first, _second) = (new double[n], new double[n], new double[n]);
        (_d, _l1, _l2) = (new double[n], new double[n], new double[n]);
        for (int i = 1; i + 1 < n; i++)
        {
            double left = (axis.Wavenumbers[i] - axis.Wavenumbers[i - 1]) / axis.Step, right = (axis.Wavenumbers[i
                + 1] - axis.Wavenumbers[i]) / axis.Step;
            double a = 2 / (left * (left + right)), c = 2 / (right * (left + right)), b = -(a + c);
            _main[i - 1] += lambda * a * a;
            _main[i] += lambda * b * b;
            _main[i + 1] += lambda * c * c;
            _first[i - 1] += lambda * a * b;
            _first[i] += lambda * b * c;
            _second[i - 1] += lambda * a * c;
        }
    }

    public void Smooth(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> z)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            // Weights of nothing at an end would leave the line through the rest undetermined by rounding.
            double w = Math.Max(weights[i], 1e-12), l1 = i > 0 ? _l1[i - 1] : 0, l2 = i > 1 ? _l2[i - 2] : 0;
            double d = w + _main[i] - (i > 0 ? l1 * l1 * _d[i - 1] : 0) - (i > 1 ? l2 * l2 * _d[i - 2] : 0);
            _d[i] = d;
            _l1[i] = (_first[i] - (i > 0 ? l1 * _l2[i - 1] * _d[i - 1] : 0)) / d;
            _l2[i] = _second[i] / d;
            z[i] = w * x[i] - (i > 0 ? l1 * z[i - 1] : 0) - (i > 1 ? l2 * z[i - 2] : 0);
        }
        for (int i = n - 1; i >= 0; i--)
            z[i] = z[i] / _d[i] - (i + 1 < n ? _l1[i] * z[i + 1] : 0) - (i + 2 < n ? _l2[i] * z[i + 2] : 0);
    }
}
