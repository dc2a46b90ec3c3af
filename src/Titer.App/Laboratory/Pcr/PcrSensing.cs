using Titer.Batch;
using Titer.Core;
using Titer.Field.Files;

namespace Titer.App.Laboratory.Pcr;

/// <summary>Copies per uL from droplet amplitudes, or quantification cycles from amplification curves; which of them the files say.</summary>
internal static class PcrSensing
{
    /// <param name="volume">Of a droplet, with unit; null for amplification curves.</param>
    /// <param name="uncertainty">Of the volume, relative, with unit.</param>
    /// <param name="controls">Wells without template, with commas.</param>
    /// <param name="standards">File of the plan of standards; null for none.</param>
    /// <exception cref="InputException">An option is not possible, or a file cannot be used.</exception>
    public static SensingResult Of(string[] files, string? volume, string? uncertainty, string? controls, string? standards)
    {
        PcrFile[] read = [.. files.Select(PcrFile.Read)];
        PcrKind kind = read[0].Kind;
        if (Array.Find(read, f => f.Kind != kind) is { } other)
            throw new InputException(
                other.File, $"This is a {Name(other.Kind)} file and {read[0].File} a {Name(kind)} one; give files of one kind.");
        HashSet<string> ntc = Positions(controls);
        if (ntc.FirstOrDefault(w => !read.Any(f => f.Wells.Any(r => r.Well == w))) is { } absent)
            throw new InputException("--ntc", $"There is no well {absent} in the files.");
        return kind == PcrKind.Digital ? Digital(read, ntc, volume, uncertainty, standards) : RealTime(read, ntc, volume, standards);
    }

    private static string Name(PcrKind kind) => kind == PcrKind.Digital ? "digital PCR" : "real-time PCR";

    private static SensingResult Digital(PcrFile[] files, HashSet<string> controls, string? volume, string? uncertainty, string? standards)
    {
        if (standards is not null)
            throw new InputException("--standards", "Droplets are counted without standards; the option is for amplification curves.");
        if (volume is null)
            throw new InputException(files[0].File, "These are droplet amplitudes: give the droplet volume, such as --droplet-volume 0.91nL.");
        double nanolitres = Value("--droplet-volume", volume, Unit.Nanolitre, "0.91nL");
        // From droplets of 0.1 pL to the 33 nL holes of an array; 0.91uL is a slip of the keyboard.
        if (nanolitres is not (>= 1e-4 and <= 100))
            throw new InputException("--droplet-volume", $"'{volume}' is no volume that a droplet has, 0.0001 to 100 nL.");
        double relative = uncertainty is null ? 0 : Value("--volume-uncertainty", uncertainty, Unit.Percent, "2.5%") / 100;
        if (relative is not (>= 0 and < 1)) throw new InputException("--volume-uncertainty", $"'{uncertainty}' is not between 0 and 100 %.");
        return new DigitalPcrRun(files, controls, nanolitres, relative).Result();
    }

    private static SensingResult RealTime(PcrFile[] files, HashSet<string> controls, string? volume, string? standards)
    {
        if (volume is not null)
            throw new InputException(files[0].File, "These are amplification curves, which have no droplets: leave --droplet-volume out.");
        return new RealTimePcrRun(files, controls, standards is null ? null : PcrStandards.Read(standards)).Result();
    }

    private static double Value(string option, string text, Unit unit, string example)
    {
        if (!Quantity.TryParse(text, out Quantity quantity, out string problem))
            throw new InputException(option, $"{problem}; write it as {example}.");
        return quantity.TryIn(unit, out double value)
            ? value
            : throw new InputException(option, $"'{text}' is not in a unit such as {unit}; write it as {example}.");
    }

    private static HashSet<string> Positions(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PcrFile.Position)];
}
