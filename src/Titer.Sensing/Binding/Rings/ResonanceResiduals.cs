using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Residuals of one sweep against a dip on a straight background: b + s d - D (1 + a x) / (1 + x^2), x = (d - d0) / (w / 2), d the
/// distance from the centre of the sweep in pm. Parameters: d0, ln w, b, s, D, D a. The last four enter linearly.
/// </summary>
internal sealed class ResonanceResiduals(int points, double step) : IResiduals
{
    public const int Resonance = 0, LogWidth = 1, Background = 2, Slope = 3, Depth = 4, Dispersion = 5, All = 6;

    private readonly double[] _sweep = new double[points];

    public int Count => points;
    public int Parameters => All;

    /// <summary>The sweep to fit, V.</summary>
    public Span<double> Sweep => _sweep;

    /// <summary>pm from the centre of the sweep.</summary>
    public double Detuning(int i) => (i - 0.5 * (points - 1)) * step;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        double half = 0.5 * Math.Exp(p[LogWidth]);
        for (int i = 0; i < points; i++)
        {
            double d = Detuning(i), x = (d - p[Resonance]) / half, lorentz = 1 / (1 + x * x), top = p[Depth] + p[Dispersion] * x;
            residuals[i] = p[Background] + p[Slope] * d - top * lorentz - _sweep[i];
            if (jacobian.IsEmpty) continue;
            Span<double> row = jacobian.Slice(i * All, All);
            double byX = -(p[Dispersion] - 2 * x * top * lorentz) * lorentz;
            row[Resonance] = -byX / half;
            row[LogWidth] = -byX * x;
            row[Background] = 1;
            row[Slope] = d;
            row[Depth] = -lorentz;
            row[Dispersion] = -x * lorentz;
        }
    }
}
