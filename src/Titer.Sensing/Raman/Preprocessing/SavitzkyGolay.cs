using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Local polynomial over a sliding window, its value or derivative at the middle channel (A. Savitzky, M. J. E. Golay, Anal. Chem. 36 (1964)
/// 1627-1639). The weights come from the positions of the channels, so that an axis of uneven spacing is no exception
/// (P. A. Gorry, Anal. Chem. 63 (1991) 534-536). The half windows at both ends, where the polynomial would extrapolate, are gone.
/// </summary>
/// <param name="Points">Channels of the window, odd.</param>
/// <param name="Order">Of the polynomial, 0 to 8, below the number of points.</param>
/// <param name="Derivative">0 smooths; the result is per (1/cm) to this power.</param>
public sealed record SavitzkyGolay(int Points, int Order, int Derivative) : SpectralStep
{
    private const int HighestOrder = 8;

    public override SpectralOperation On(SpectralAxis axis)
    {
        if (Points < 1 || Points % 2 == 0 || Order is < 0 or > HighestOrder || Order >= Points || Derivative < 0 || Derivative > Order)
            throw new InputException("Savitzky-Golay", $"A window of {Points} points cannot give derivative {Derivative} of a polynomial of "
                + $"order {Order}.");
        int half = Points / 2;
        if (axis.Channels < Points + 1)
            throw new InputException("Savitzky-Golay", $"The window of {Points} points is longer than the spectrum of {axis.Channels} channels.");
        return new Operation(this, axis, half);
    }

    /// <summary>Weights whose product with the window is the derivative of the fitted polynomial at 0.</summary>
    /// <param name="at">Positions of the points relative to where the derivative is wanted.</param>
    public static double[] Weights(ReadOnlySpan<double> at, int order, int derivative)
    {
        // Orthonormal polynomials on the points, by their coefficients; scaled so that the window is [-1, 1].
        double scale = 0;
        foreach (double v in at) scale = Math.Max(scale, Math.Abs(v));
        int n = at.Length;
        var values = new double[order + 1][];
        var coefficients = new double[order + 1][];
        var weights = new double[n];
        for (int k = 0; k <= order; k++)
        {
            var value = new double[n];
            var coefficient = new double[order + 1];
            coefficient[k] = 1;
            for (int i = 0; i < n; i++) value[i] = Math.Pow(at[i] / scale, k);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < k; j++)
                {
                    double share = FixedDot.Of(values[j], value);
                    FixedDot.Add(-share, values[j], value);
                    FixedDot.Add(-share, coefficients[j], coefficient);
                }
            double length = Math.Sqrt(FixedDot.Of(value, value));
            FixedDot.Scale(1 / length, value);
            FixedDot.Scale(1 / length, coefficient);
            (values[k], coefficients[k]) = (value, coefficient);
            double factorial = 1;
            for (int i = 2; i <= derivative; i++) factorial *= i;
            FixedDot.Add(coefficient[derivative] * factorial / Math.Pow(scale, derivative), value, weights);
        }
        return weights;
    }

    private sealed class Operation : SpectralOperation
    {
        private readonly double[] _weights;
        private readonly int _points;
        private readonly bool _shared;

        public Operation(SavitzkyGolay step, SpectralAxis axis, int half) : base(axis.Slice(half..^half))
        {
            (_points, _shared) = (step.Points, axis.IsUniform);
            Span<double> at = stackalloc double[_points];
            _weights = new double[_shared ? _points : _points * Output.Channels];
            for (int i = 0; i < (_shared ? 1 : Output.Channels); i++)
            {
                for (int k = 0; k < _points; k++)
                    at[k] = _shared ? (k - half) * axis.Step : axis.Wavenumbers[i + k] - axis.Wavenumbers[i + half];
                Weights(at, step.Order, step.Derivative).CopyTo(_weights, i * _points);
            }
        }

        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            for (int i = 0; i < Output.Channels; i++)
                result[i] = FixedDot.Of(spectrum.Slice(i, _points), _weights.AsSpan(_shared ? 0 : i * _points, _points));
        }
    }
}
