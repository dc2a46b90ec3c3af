using System.CommandLine;
using Titer.Batch;
using Titer.Core;
using Titer.Field.Files;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense pcr FILE...</c>: copies per uL from droplet amplitudes, or quantification cycles from amplification curves.</summary>
internal static class SensePcrCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "CSV exports of one kind: droplet amplitudes (one file per well), or amplification curves (a column Cycle).",
            Arity = ArgumentArity.OneOrMore,
        };
        var volume = new Option<string?>("--droplet-volume") { Description = "Droplet volume with unit, such as 0.91nL (digital)." };
        var uncertainty = new Option<string?>("--volume-uncertainty") { Description = "Its relative standard uncertainty, such as 2.5% (digital)." };
        var controls = new Option<string?>("--ntc") { Description = "Wells without template, such as A05,H12." };
        var standards = new Option<string?>("--standards") { Description = "CSV file with columns Well and Quantity in copies per uL (real-time)." };
        var command = new Command("pcr", "Concentration of a nucleic acid from digital or real-time PCR.")
        {
            files, volume, uncertainty, controls, standards,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed =>
        {
            PcrFile[] read = [.. parsed.GetValue(files)!.Select(PcrFile.Read)];
            PcrKind kind = read[0].Kind;
            if (Array.Find(read, f => f.Kind != kind) is { } other)
                throw new InputException(
                    other.File, $"This is a {Name(other.Kind)} file and {read[0].File} a {Name(kind)} one; give files of one kind.");
            HashSet<string> ntc = Positions(parsed.GetValue(controls));
            if (ntc.FirstOrDefault(w => !read.Any(f => f.Wells.Any(r => r.Well == w))) is { } absent)
                throw new InputException("--ntc", $"There is no well {absent} in the files.");
            return options.Finish(parsed, kind == PcrKind.Digital
                ? Digital(read, ntc, parsed.GetValue(volume), parsed.GetValue(uncertainty), parsed.GetValue(standards))
                : RealTime(read, ntc, parsed.GetValue(volume), parsed.GetValue(standards)));
        });
        return command;
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
