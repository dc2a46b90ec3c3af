using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Impedance.Circuits;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary>
/// <c>titer sense impedance FILE --circuit "R-p(R,C)-p(R,C)"</c>: is each spectrum valid, and what are the parameters of the circuit. Exit
/// code 1 when a spectrum is refused; the others are printed and written all the same.
/// </summary>
internal static class SenseImpedanceCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Text files of spectra: frequency, real and imaginary part.", Arity = ArgumentArity.OneOrMore,
        };
        var circuit = new Option<string?>("--circuit")
        {
            Description = "Equivalent circuit: '-' in series, p(a,b) in parallel, elements R, C, L, CPE, W, Wo, Ws, G, CC; e.g. \"R-p(R,C)-p(R,C)\".",
        };
        var weighting = new Option<string>("--weighting")
        {
            Description = "By what residuals are divided: range, modulus, unit or proportional.", DefaultValueFactory = _ => "range",
        };
        var bounds = new Option<string>("--bounds")
        {
            Description = "Bounds of parameters, e.g. \"C1<=1e-4, 10<=R1<=1e3\".", DefaultValueFactory = _ => "",
        };
        var start = new Option<string>("--start")
        {
            Description = "A value for each parameter to start from, e.g. \"R0=20, ...\".", DefaultValueFactory = _ => "",
        };
        var area = new Option<double>("--area")
        {
            Description = "Area of the cell layer in cm2, bounds its capacitors at 100 uF/cm2; 0 for no layer.",
            DefaultValueFactory = _ => CellLayerLimit.InsertArea,
        };
        var frequencies = new Option<string?>("--frequencies") { Description = "Use only these, in Hz: LOW-HIGH, e.g. 2-1e4." };
        var imaginary = new Option<string?>("--imaginary")
        {
            Description = "What the imaginary column holds, whatever its name: plain (Z'') or negated (-Z'').",
        };
        var monitor = new Option<bool>("--monitor") { Description = "The spectra are of one chip in time: a common rise is a gas bubble." };
        var cells = new Option<string?>("--cells")
        {
            Description = "YAML file of the chip and the cells: viable cell volume by the beta-dispersion instead of a circuit.",
        };
        var command = new Command("impedance", "Fit a circuit to impedance spectra, after a validity gate; or viable cell volume.")
        {
            files, circuit, weighting, bounds, start, area, frequencies, imaginary, monitor, cells,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(cells) is not null && parsed.GetValue(circuit) is not null)
                throw new InputException("--circuit and --cells are two questions: give one of them.");
            ImmutableArray<ImpedanceSpectrum> spectra =
                Read(parsed.GetValue(files)!, Sign(parsed.GetValue(imaginary)), Range(parsed.GetValue(frequencies)));
            if (parsed.GetValue(cells) is { } settings) return options.Finish(parsed, ImpedanceCellsResult.Of(spectra, settings));
            var calibration = new CircuitCalibration
            {
                Circuit = parsed.GetValue(circuit) ?? throw new InputException("Give a circuit with --circuit, or the chip and cells with --cells."),
                Weighting = Weighting(parsed.GetValue(weighting)!),
                Bounds = parsed.GetValue(bounds)!,
                Start = parsed.GetValue(start)!,
                Area = parsed.GetValue(area) is >= 0 and < 1e6 and var cm2
                    ? cm2
                    : throw new InputException("--area", "The area is in cm2 and not negative."),
                Monitoring = parsed.GetValue(monitor),
            };
            return options.Finish(parsed, ImpedanceCircuitResult.Of(spectra, calibration));
        });
        return command;
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
