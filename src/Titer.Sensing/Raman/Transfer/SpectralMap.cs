using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Transfer;

/// <summary>Spectra of a new instrument as the old one would give them: for each old channel, offset plus a band of new channels.</summary>
/// <param name="Window">Channels of the band, fewer at the ends.</param>
/// <param name="Components">Of the regression in each band.</param>
/// <param name="Axis">Wavenumbers of the new instrument, 1/cm.</param>
/// <param name="First">For each old channel the first new channel of its band.</param>
public sealed record SpectralMap(
    int Window, int Components, ImmutableArray<double> Axis, ImmutableArray<int> First, ImmutableArray<ImmutableArray<double>> Band,
    ImmutableArray<double> Offset)
{
    public void Apply(ReadOnlySpan<double> fresh, Span<double> old)
    {
        for (int j = 0; j < old.Length; j++) old[j] = Offset[j] + FixedDot.Of(fresh.Slice(First[j], Band[j].Length), Band[j].AsSpan());
    }

    /// <summary>Whether it maps its axis to so many channels.</summary>
    public bool Fits(int channels) => First.Length == channels && Band.Length == channels && Offset.Length == channels
        && First.Zip(Band).All(p => p.First >= 0 && p.First + p.Second.Length <= Axis.Length);
}
