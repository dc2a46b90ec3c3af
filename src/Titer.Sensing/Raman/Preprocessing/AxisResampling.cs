using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Spectra on another axis by the cubic through the four nearest channels (Lagrange); at the ends, where there is no channel beyond, by the line
/// or the
/// value there. NaN spreads to the channels that would use it.
/// </summary>
public static class AxisResampling
{
    public static RowMatrix To(SpectralAxis axis, SpectralAxis from, RowMatrix spectra)
    {
        var result = new RowMatrix(spectra.Rows, axis.Channels);
        Span<double> weights = stackalloc double[4];
        for (int j = 0, at = 0; j < axis.Channels; j++)
        {
            double x = Math.Clamp(axis.Wavenumbers[j], from.First, from.Last);
            while (at < from.Channels - 2 && from.Wavenumbers[at + 1] < x) at++;
            int first = Math.Clamp(at - 1, 0, Math.Max(0, from.Channels - 4)), points = Math.Min(4, from.Channels);
            for (int k = 0; k < points; k++)
            {
                weights[k] = 1;
                for (int m = 0; m < points; m++)
                    if (m != k) weights[k] *= (x - from.Wavenumbers[first + m]) / (from.Wavenumbers[first + k] - from.Wavenumbers[first + m]);
            }
            for (int row = 0; row < spectra.Rows; row++)
            {
                ReadOnlySpan<double> source = spectra.Row(row).Slice(first, points);
                double sum = 0;
                for (int k = 0; k < points; k++)
                    if (weights[k] != 0) sum += weights[k] * source[k];
                result[row, j] = sum;
            }
        }
        return result;
    }
}
