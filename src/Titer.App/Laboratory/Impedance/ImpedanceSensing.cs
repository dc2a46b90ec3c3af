using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.App.Laboratory.Impedance;

/// <summary>Spectra after a validity gate: a circuit, or viable cell volume.</summary>
internal static class ImpedanceSensing
{
    /// <exception cref="InputException">An option is not possible, or a file cannot be used.</exception>
    public static SensingResult Of(string[] files, ImpedanceQuestion asked)
    {
        if (asked.Cells is not null && asked.Circuit is not null)
            throw new InputException("--circuit and --cells are two questions: give one of them.");
        ImmutableArray<ImpedanceSpectrum> spectra = Read(files, Sign(asked.Imaginary), Range(asked.Frequencies));
        if (asked.Cells is { } settings) return ImpedanceCellsResult.Of(spectra, settings);
        return ImpedanceCircuitResult.Of(spectra, new CircuitCalibration
        {
            Circuit = asked.Circuit ?? throw new InputException("Give a circuit with --circuit, or the chip and cells with --cells."),
            Weighting = Weighting(asked.Weighting),
            Bounds = asked.Bounds,
            Start = asked.Start,
            Area = asked.Area is >= 0 and < 1e6 ? asked.Area : throw new InputException("--area", "The area is in cm2 and not negative."),
            Monitoring = asked.Monitor,
        });
    }

    private static ImmutableArray<ImpedanceSpectrum> Read(string[] files, ImaginarySign sign, (double Low, double High) range) =>
    [
        .. files.SelectMany(file =>
        {
            ImmutableArray<Frame> frames = ImpedanceFile.Read(file, sign);
            return frames.Select((f, i) => new ImpedanceSpectrum(file, i + 1, frames.Length, Within(f, range, file)));
        }),
    ];

    private static Frame Within(Frame frame, (double Low, double High) range, string file)
    {
        ImmutableArray<double> all = frame["frequency"];
        int[] kept = [.. Enumerable.Range(0, all.Length).Where(k => all[k] >= range.Low && all[k] <= range.High)];
        if (kept.Length == all.Length) return frame;
        if (kept.Length < 5)
            throw new InputException(file,
                $"Only {kept.Length} frequencies lie within --frequencies; the spectrum goes from {all.Min()} to {all.Max()} Hz.");
        return frame with { Channels = [.. frame.Channels.Select(c => c with { Values = [.. kept.Select(k => c.Values[k])] })] };
    }

    private static ImaginarySign Sign(string? text) => text switch
    {
        null => ImaginarySign.ByHeader,
        "plain" => ImaginarySign.Plain,
        "negated" => ImaginarySign.Negated,
        _ => throw new InputException("--imaginary", $"'{text}' is neither plain nor negated."),
    };

    private static SpectrumWeighting Weighting(string text) =>
        Enum.GetValues<SpectrumWeighting>().Cast<SpectrumWeighting?>().FirstOrDefault(w => $"{w}".Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException("--weighting", $"'{text}' is none of range, modulus, unit, proportional.");

    private static (double Low, double High) Range(string? text)
    {
        if (text is null) return (0, double.PositiveInfinity);
        // The dash between, not that of an exponent: 1e-2-1e5.
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] != '-' || char.ToLowerInvariant(text[i - 1]) == 'e') continue;
            if (double.TryParse(text[..i], NumberStyles.Float, CultureInfo.InvariantCulture, out double low)
                && double.TryParse(text[(i + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double high)
                && low < high) return (low, high);
        }
        throw new InputException("--frequencies", $"'{text}' is not LOW-HIGH in Hz, such as 2-1e4.");
    }
}
