using System.Collections.Immutable;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>One way to turn spectra into features; <paramref name="Name"/> says it to people.</summary>
public sealed record FeatureSet(string Name, ImmutableArray<SpectralStep> Steps)
{
    public bool Learns => Steps.Any(s => s.Learns);
}
