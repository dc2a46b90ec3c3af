using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Divides each channel by a power of its standard deviation over the training spectra: 1 is unit variance, 0.5 Pareto scaling (R. A. van den Berg et
/// al., BMC Genomics 7 (2006) 142).
/// </summary>
/// <param name="Scale">Learned from the training spectra; one per channel.</param>
public sealed record ChannelScaling(double Power, ImmutableArray<double>? Scale = null) : SpectralStep
{
    // Of the largest deviation; a channel that does not vary is not blown up.
    private const double Least = 1e-6;

    [JsonIgnore] public override bool Learns => true;

    public override SpectralStep Learn(RowMatrix spectra, SpectralAxis axis)
    {
        RowMatrix centred = spectra.Minus(spectra.Mean());
        var deviation = new double[axis.Channels];
        for (int i = 0; i < centred.Rows; i++)
        {
            ReadOnlySpan<double> row = centred.Row(i);
            for (int j = 0; j < deviation.Length; j++) deviation[j] += row[j] * row[j];
        }
        double largest = deviation.Max();
        if (!(largest > 0)) return this with { Scale = [.. deviation.Select(_ => 1.0)] };
        return this with { Scale = [.. deviation.Select(v => Math.Pow(Math.Max(v / (spectra.Rows - 1), Least * Least * largest), 0.5 * Power))] };
    }

    public override SpectralOperation On(SpectralAxis axis) => Scale is { } scale && scale.Length == axis.Channels
        ? new Operation(axis, scale)
        : throw new InputException("channel scaling", $"One scale for each of the {axis.Channels} channels is needed.");

    private sealed class Operation(SpectralAxis axis, ImmutableArray<double> scale) : SpectralOperation(axis)
    {
        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            for (int i = 0; i < result.Length; i++) result[i] = spectrum[i] / scale[i];
        }
    }
}
