using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Each spectrum over the root mean square of its channels: what is left after a baseline is compared by its shape.</summary>
public sealed record VectorNormalisation : SpectralStep
{
    public override SpectralOperation On(SpectralAxis axis) => new Operation(axis);

    private sealed class Operation(SpectralAxis axis) : SpectralOperation(axis)
    {
        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            double squares = FixedDot.Of(spectrum, spectrum);
            spectrum.CopyTo(result);
            // A spectrum of nothing stays one.
            if (squares > 0) FixedDot.Scale(Math.Sqrt(spectrum.Length / squares), result);
        }
    }
}
