namespace Titer.Numerics;

/// <summary>
/// Residuals with a Jacobian by differences: central (error of order h^2, h = eps^(1/3)), or forward (half the calls, h = eps^(1/2)).
/// A step that would leave the bounds is taken to the other side, forward only. The exact derivative is better where one has it:
/// central differences carry a relative error of about 1e-10. Holds work space: one object per fit, not thread-safe.
/// </summary>
/// <typeparam name="T">The residuals; best a struct.</typeparam>
public sealed class FiniteDifferences<T> : IResiduals where T : IResidualFunction
{
    private readonly T _function;
    private readonly FitParameter[] _box;
    private readonly double[] _p, _up, _down, _typical;
    private readonly bool _central;

    /// <param name="parameters">Bounds to respect; the start gives the size of a parameter that passes through zero.</param>
    public FiniteDifferences(T function, ReadOnlySpan<FitParameter> parameters, bool central = true)
    {
        (_function, _central, _box) = (function, central, parameters.ToArray());
        _p = new double[function.Parameters];
        _up = new double[function.Count];
        _down = new double[function.Count];
        _typical = [.. _box.Select(Typical)];
    }

    public int Count => _function.Count;

    public int Parameters => _function.Parameters;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        _function.Evaluate(p, residuals);
        if (jacobian.IsEmpty) return;
        int n = Parameters;
        p.CopyTo(_p);
        for (int j = 0; j < n; j++)
        {
            double h = Math.Max(Math.Abs(p[j]), 1e-3 * _typical[j]) * (_central ? 6.06e-6 : 1.49e-8);
            bool upFits = p[j] + h <= _box[j].Upper, downFits = p[j] - h >= _box[j].Lower;
            bool both = _central && upFits && downFits;
            // One side only, and a fixed parameter: its column does not matter.
            double high = upFits || !downFits ? p[j] + h : p[j], low = both || !upFits && downFits ? p[j] - h : p[j];
            ReadOnlySpan<double> above = At(j, high, p, residuals, _up), below = At(j, low, p, residuals, _down);
            double width = 1 / (high - low);
            for (int i = 0, at = j; i < above.Length; i++, at += n) jacobian[at] = (above[i] - below[i]) * width;
            _p[j] = p[j];
        }
    }

    private ReadOnlySpan<double> At(int j, double value, ReadOnlySpan<double> p, Span<double> residuals, double[] work)
    {
        if (value == p[j]) return residuals;
        _p[j] = value;
        _function.Evaluate(_p, work);
        return work;
    }

    private static double Typical(FitParameter p) =>
        p.Start != 0 ? Math.Abs(p.Start)
        : double.IsFinite(p.Upper - p.Lower) && p.Upper > p.Lower ? p.Upper - p.Lower
        : 1;
}
