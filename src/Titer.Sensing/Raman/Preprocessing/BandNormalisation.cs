using Titer.Core;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Divides a spectrum by the area of one of its bands, 1/cm times its own unit: water at 1640 /cm or 3400 /cm as internal standard against laser
/// power and turbidity (S. Romero-Torres et al., J. Raman Spectrosc. 36 (2005) 1071). Over the whole axis it is area normalisation.
/// </summary>
/// <param name="AboveLine">The area above the straight line between both ends of the band, not above zero.</param>
public sealed record BandNormalisation(double From, double To, bool AboveLine) : SpectralStep
{
    public override SpectralOperation On(SpectralAxis axis)
    {
        (int offset, int length) = axis.Between(From, To).GetOffsetAndLength(axis.Channels);
        if (length < 3)
            throw new InputException("spectral axis", $"The band from {From} to {To} /cm has {length} channels on an axis from {axis.First} "
                + $"to {axis.Last}.");
        return new Operation(axis, offset, length, AboveLine);
    }

    private sealed class Operation(SpectralAxis axis, int offset, int length, bool aboveLine) : SpectralOperation(axis)
    {
        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            double area = 0;
            for (int i = offset + 1; i < offset + length; i++)
                area += 0.5 * (spectrum[i] + spectrum[i - 1]) * (Output.Wavenumbers[i] - Output.Wavenumbers[i - 1]);
            int last = offset + length - 1;
            if (aboveLine) area -= 0.5 * (spectrum[offset] + spectrum[last]) * (Output.Wavenumbers[last] - Output.Wavenumbers[offset]);
            // Without the band there is nothing to compare with: NaN, which the sensor refuses.
            double scale = area > 0 ? 1 / area : double.NaN;
            for (int i = 0; i < result.Length; i++) result[i] = spectrum[i] * scale;
        }
    }
}
