using System.Collections.Immutable;

namespace Titer.Numerics;

/// <summary>
/// The law of propagation of uncertainty, JCGM 100:2008 (GUM), clause 5. Right where the model is close to linear over the uncertainty of its
/// inputs; <see cref="MonteCarlo"/> where it is not.
/// </summary>
public static class UncertaintyPropagation
{
    /// <summary>Propagates through a function, its sensitivities taken numerically.</summary>
    /// <param name="correlation">Correlation coefficients r_ij, row-major; empty for independent inputs.</param>
    /// <param name="secondOrder">
    /// Adds the terms of next order (JCGM 100, 5.1.2, note), which matter where a sensitivity is close to zero; for independent normal inputs.
    /// </param>
    public static UncertaintyBudget Propagate(
        MeasurementFunction f, ReadOnlySpan<UncertainInput> inputs, ReadOnlySpan<double> correlation = default, bool secondOrder = false)
    {
        double[] x = new double[inputs.Length], sensitivities = new double[inputs.Length];
        for (int i = 0; i < x.Length; i++) x[i] = inputs[i].Value;
        for (int i = 0; i < x.Length; i++) sensitivities[i] = Sensitivity(f, x, i, Step(inputs[i]));
        UncertaintyBudget first = Propagate(f(x), sensitivities, inputs, correlation);
        if (!secondOrder) return first;
        double variance = first.StandardUncertainty * first.StandardUncertainty + SecondOrder(f, x, inputs, sensitivities);
        return first with { StandardUncertainty = Math.Sqrt(variance) };
    }

    /// <summary>The same with sensitivities that the caller has exactly, for instance from <see cref="Dual"/>.</summary>
    public static UncertaintyBudget Propagate(
        double value, ReadOnlySpan<double> sensitivities, ReadOnlySpan<UncertainInput> inputs, ReadOnlySpan<double> correlation = default)
    {
        int n = inputs.Length;
        double[] contributions = new double[n];
        double variance = 0, shares = 0;
        for (int i = 0; i < n; i++) contributions[i] = sensitivities[i] * inputs[i].StandardUncertainty;
        for (int i = 0; i < n; i++)
        {
            double square = contributions[i] * contributions[i];
            variance += square;
            for (int j = 0; j < i && !correlation.IsEmpty; j++) variance += 2 * contributions[i] * contributions[j] * correlation[i * n + j];
            if (square > 0) shares += square * square / inputs[i].DegreesOfFreedom;
        }
        variance = Math.Max(0, variance);
        return new(
            value, Math.Sqrt(variance), [.. sensitivities], ImmutableArray.Create(contributions),
            shares > 0 ? variance * variance / shares : double.PositiveInfinity);
    }

    // A tenth of the uncertainty is where the model is used; the five-point rule is exact there for polynomials of degree four.
    private static double Step(UncertainInput input) =>
        input.StandardUncertainty > 0 ? 0.1 * input.StandardUncertainty : 1e-4 * Math.Max(Math.Abs(input.Value), 1e-8);

    private static double Sensitivity(MeasurementFunction f, double[] x, int i, double h)
    {
        double at = x[i];
        double far = At(2) - At(-2), near = At(1) - At(-1);
        x[i] = at;
        return (8 * near - far) / (12 * h);

        double At(int k)
        {
            x[i] = at + k * h;
            return f(x);
        }
    }

    private static double SecondOrder(MeasurementFunction f, double[] x, ReadOnlySpan<UncertainInput> inputs, double[] sensitivities)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x.Length; j++)
            {
                double ui = inputs[i].StandardUncertainty, uj = inputs[j].StandardUncertainty;
                if (ui == 0 || uj == 0) continue;
                double at = x[j], h = Step(inputs[j]), hi = Step(inputs[i]);
                x[j] = at + h;
                double above = Sensitivity(f, x, i, hi);
                x[j] = at - h;
                double below = Sensitivity(f, x, i, hi);
                x[j] = at;
                double cross = (above - below) / (2 * h), third = (above - 2 * sensitivities[i] + below) / (h * h);
                sum += (0.5 * cross * cross + sensitivities[i] * third) * ui * ui * uj * uj;
            }
        return sum;
    }
}
