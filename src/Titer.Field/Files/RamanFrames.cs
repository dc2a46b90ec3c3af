using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Field.Files;

/// <summary>The spectra of a file as the frames that <see cref="SpectrumSensor"/> reads, one per row.</summary>
public static class RamanFrames
{
    // Beyond a factor of this in spacing, interpolation would make up or smear bands.
    private const double MostStretch = 1.6;
    private static readonly string[] TimeColumns = ["time", "timestamp", "datetime"];

    /// <param name="note">What was done to the axis, for people; null when nothing was.</param>
    /// <exception cref="InputException">The axis of the file is not that of the calibration and cannot be brought to it.</exception>
    public static ImmutableArray<Frame> Of(RamanSpectra file, SpectralAxis axis, out string? note)
    {
        note = Of(file, axis, out RowMatrix spectra);
        string? column = TimeColumns.FirstOrDefault(file.Table.Has);
        DateTimeOffset[]? times = column is null ? null : file.Table.Times(column);
        // Without times, rows are a second apart: their order is all that is known.
        return [.. Enumerable.Range(0, spectra.Rows).Select(row => new Frame(SpectrumSensor.SourceName,
            times?[row] ?? DateTimeOffset.UnixEpoch.AddSeconds(row), row, [new Channel(SpectrumSensor.ChannelName, Unit.Count,
                [.. spectra.Row(row)])]))];
    }

    /// <summary>The spectra on <paramref name="axis"/>; says what was done to bring them there, null when nothing.</summary>
    /// <exception cref="InputException">The axis of the file is not that of the calibration and cannot be brought to it.</exception>
    public static string? Of(RamanSpectra file, SpectralAxis axis, out RowMatrix spectra)
    {
        spectra = file.Spectra;
        if (file.Axis.Matches(axis)) return null;
        // A channel missing at an end is held at its neighbour's value; the spacing of a grating varies along the axis.
        double low = axis.Wavenumbers[1], high = axis.Wavenumbers[^2], stretch = file.Axis.Step / axis.Step;
        if (file.Axis.First > low || file.Axis.Last < high || stretch > MostStretch || stretch < 1 / MostStretch)
            throw new InputException($"{file.Table.File}:1", $"The axis of the spectra ({Text(file.Axis)}) does not fit that of the "
                + $"calibration ({Text(axis)}), which it must cover with a spacing within a factor of "
                + $"{MostStretch.ToString(CultureInfo.InvariantCulture)}.");
        spectra = AxisResampling.To(axis, file.Axis, spectra);
        return $"The spectra ({Text(file.Axis)}) were interpolated to the axis of the calibration ({Text(axis)}).";
    }

    private static string Text(SpectralAxis axis) => FormattableString.Invariant($"{axis.Channels} channels, {axis.First:0.##}-{axis.Last:0.##} /cm");
}
