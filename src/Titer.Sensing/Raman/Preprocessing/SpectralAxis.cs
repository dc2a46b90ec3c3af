using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Raman shift of each channel, 1/cm, strictly rising; the spacing may vary, as that of a grating does.</summary>
public sealed class SpectralAxis
{
    // Differences of spacing that come from the digits of a file.
    private const double UniformWithin = 1e-3;

    /// <exception cref="InputException">Fewer than two channels, or not strictly rising.</exception>
    public SpectralAxis(ImmutableArray<double> wavenumbers, string place = "spectral axis")
    {
        if (wavenumbers.IsDefault || wavenumbers.Length < 2) throw new InputException(place, "A spectrum needs at least two channels.");
        for (int i = 1; i < wavenumbers.Length; i++)
            if (!(wavenumbers[i] > wavenumbers[i - 1]) || !double.IsFinite(wavenumbers[i]))
                throw new InputException(place, $"The wavenumbers are not in rising order: {wavenumbers[i]} follows {wavenumbers[i - 1]}.");
        Wavenumbers = wavenumbers;
        Step = (wavenumbers[^1] - wavenumbers[0]) / (wavenumbers.Length - 1);
        IsUniform = true;
        for (int i = 1; i < wavenumbers.Length; i++)
            if (Math.Abs(wavenumbers[i] - wavenumbers[i - 1] - Step) > UniformWithin * Step) IsUniform = false;
    }

    public ImmutableArray<double> Wavenumbers { get; }

    public int Channels => Wavenumbers.Length;

    public double First => Wavenumbers[0];

    public double Last => Wavenumbers[^1];

    /// <summary>Mean spacing, 1/cm.</summary>
    public double Step { get; }

    public bool IsUniform { get; }

    /// <summary>The channels from <paramref name="from"/> to <paramref name="to"/>, 1/cm, both included.</summary>
    public Range Between(double from, double to)
    {
        int first = 0, end = Channels;
        while (first < end && Wavenumbers[first] < from) first++;
        while (end > first && Wavenumbers[end - 1] > to) end--;
        return first..end;
    }

    public SpectralAxis Slice(Range channels) => new(Wavenumbers[channels]);

    /// <summary>A window of about <paramref name="width"/> 1/cm in channels: odd, at least <paramref name="least"/>.</summary>
    public int Window(double width, int least) => Math.Max(least | 1, 2 * (int)Math.Round(width / Step / 2) + 1);

    /// <summary>Same channels, within a hundredth of their spacing: what digits lost in a file may change.</summary>
    public bool Matches(SpectralAxis other)
    {
        if (other.Channels != Channels) return false;
        for (int i = 0; i < Channels; i++)
            if (Math.Abs(Wavenumbers[i] - other.Wavenumbers[i]) > 0.01 * Step) return false;
        return true;
    }
}
