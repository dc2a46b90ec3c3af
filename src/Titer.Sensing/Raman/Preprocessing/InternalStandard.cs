using Titer.Core;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Divides a spectrum by the strength of the bands in one region: the root mean square of its first derivative there, which a smooth
/// background hardly adds to. With water or another band that does not change in the region it is an internal standard against laser
/// power, focus and turbidity.
/// </summary>
/// <param name="From">Region, 1/cm.</param>
/// <param name="Points">Channels of the Savitzky-Golay window of the derivative, odd.</param>
public sealed record InternalStandard(double From, double To, int Points) : SpectralStep
{
    public override SpectralOperation On(SpectralAxis axis)
    {
        (int offset, int length) = axis.Between(From, To).GetOffsetAndLength(axis.Channels);
        if (length < Points + 2)
            throw new InputException("spectral axis", $"From {From} to {To} /cm there are {length} channels, too few for a derivative over "
                + $"{Points}.");
        return new Operation(axis, offset, length, new SavitzkyGolay(Points, 2, 1).On(axis.Slice(offset..(offset + length))));
    }

    private sealed class Operation(SpectralAxis axis, int offset, int length, SpectralOperation derivative) : SpectralOperation(axis)
    {
        private readonly double[] _slope = new double[derivative.Output.Channels];

        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            derivative.Apply(spectrum.Slice(offset, length), _slope);
            double squares = 0;
            foreach (double v in _slope) squares += v * v;
            // Without any band there is nothing to compare with: NaN, which the sensor refuses.
            double scale = squares > 0 ? 1 / Math.Sqrt(squares / _slope.Length) : double.NaN;
            for (int i = 0; i < result.Length; i++) result[i] = spectrum[i] * scale;
        }
    }
}
