using System.Numerics;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>Circuit minus spectrum, weighted: real and imaginary part of each frequency after each other.</summary>
/// <param name="evaluator">Set to the frequencies of the spectrum; the arrays are at least as long.</param>
/// <param name="resistance">Ohm.</param>
/// <param name="reactance">Ohm.</param>
/// <param name="weights">Two per frequency.</param>
public readonly struct CircuitResiduals(CircuitEvaluator evaluator, double[] resistance, double[] reactance, double[] weights) : IResiduals
{
    public int Count => 2 * evaluator.Count;

    public int Parameters => evaluator.Circuit.Parameters.Length;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        evaluator.Evaluate(p, derive: !jacobian.IsEmpty);
        ReadOnlySpan<Complex> z = evaluator.Impedance;
        for (int k = 0; k < z.Length; k++)
        {
            residuals[2 * k] = (z[k].Real - resistance[k]) * weights[2 * k];
            residuals[2 * k + 1] = (z[k].Imaginary - reactance[k]) * weights[2 * k + 1];
        }
        if (jacobian.IsEmpty) return;
        int n = p.Length;
        for (int j = 0; j < n; j++)
        {
            ReadOnlySpan<Complex> d = evaluator.Derivatives(j);
            for (int k = 0, at = j; k < d.Length; k++, at += 2 * n)
            {
                jacobian[at] = d[k].Real * weights[2 * k];
                jacobian[at + n] = d[k].Imaginary * weights[2 * k + 1];
            }
        }
    }
}
