using Titer.Core;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Keeps the channels between two wavenumbers, 1/cm.</summary>
public sealed record AxisCrop(double From, double To) : SpectralStep
{
    public override SpectralOperation On(SpectralAxis axis)
    {
        Range kept = axis.Between(From, To);
        (int offset, int length) = kept.GetOffsetAndLength(axis.Channels);
        if (length < 2)
            throw new InputException("spectral axis", $"There are no channels between {From} and {To} /cm; the axis goes from {axis.First} "
                + $"to {axis.Last}.");
        return new Operation(axis.Slice(kept), offset);
    }

    private sealed class Operation(SpectralAxis output, int offset) : SpectralOperation(output)
    {
        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result) => spectrum.Slice(offset, Output.Channels).CopyTo(result);
    }
}
