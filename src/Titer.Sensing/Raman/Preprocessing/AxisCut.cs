using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Takes out the channels between two wavenumbers, 1/cm: a laser line, a dead region, the silent region between fingerprint and C-H.
/// </summary>
public sealed record AxisCut(double From, double To) : SpectralStep
{
    public override SpectralOperation On(SpectralAxis axis)
    {
        (int offset, int length) = axis.Between(From, To).GetOffsetAndLength(axis.Channels);
        ImmutableArray<double> kept = axis.Wavenumbers.RemoveRange(offset, length);
        if (kept.Length < 2) throw new InputException("spectral axis", $"Without {From} to {To} /cm no spectrum is left.");
        return new Operation(new SpectralAxis(kept), offset, length);
    }

    private sealed class Operation(SpectralAxis output, int offset, int length) : SpectralOperation(output)
    {
        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            spectrum[..offset].CopyTo(result);
            spectrum[(offset + length)..].CopyTo(result[offset..]);
        }
    }
}
