using System.Collections.Immutable;
using System.CommandLine;
using Titer.App.Commands.Sensing;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Space;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Design;

/// <summary><c>titer space ivt [--fit FIT.json]</c>: the design space of a transcription over magnesium, NTP, polymerase and time.</summary>
internal static class SpaceIvtCommand
{
    private const int MostRuns = 20_000_000;

    public static Command Create()
    {
        var fit = new Option<string?>("--fit") { Description =
            "Calibration by 'titer fit ivt --out'; that to the data of Akama et al. 2012 when not given." };
        var mg = new Option<string>("--mg") { Description = "Magnesium, mmol/L, LOW:HIGH[:LEVELS].", DefaultValueFactory = _ => "10:58:13" };
        var ntp = new Option<string>("--ntp") { Description = "Each NTP, mmol/L.", DefaultValueFactory = _ => "2:10:9" };
        var enzyme = new Option<string>("--enzyme") { Description = "T7 RNA polymerase, nmol/L.", DefaultValueFactory = _ => "60:210:4" };
        var time = new Option<string>("--time") { Description = "Time of harvest, h.", DefaultValueFactory = _ => "0.5:4:8" };
        var rna = new Option<double>("--rna") { Description = "At least this much RNA, g/L.", DefaultValueFactory = _ => 3 };
        var doubled = new Option<double>("--dsrna") { Description = "At most this much double-stranded RNA, % of the RNA.", DefaultValueFactory = _ =>
            1 };
        var intact = new Option<double>("--intact") { Description = "At least this much of the RNA intact, %.", DefaultValueFactory = _ => 90 };
        var capped = new Option<double>("--capped") { Description = "At least this much of the RNA capped, %.", DefaultValueFactory = _ => 90 };
        var length = new Option<int>("--length") { Description = "Nucleotides of the transcript, in equal parts.", DefaultValueFactory = _ => 4000 };
        var samples = new Option<int>("--samples") { Description = "Parameter samples at every mix.", DefaultValueFactory = _ => 214 };
        var probability = new Option<double>("--probability") { Description = "With which all specifications must be met.", DefaultValueFactory = _ =>
            0.9 };
        var confidence = new Option<double>("--confidence") { Description = "Of the region against the Monte Carlo error.", DefaultValueFactory = _ =>
            0.95 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the parameter samples.", DefaultValueFactory = _ => 1 };
        var output = new Option<string?>("--out") { Description = "Write every point with its probability to this CSV file." };
        var command = new Command("ivt", "Compute the design space of an in-vitro transcription.")
        {
            fit, mg, ntp, enzyme, time, rna, doubled, intact, capped, length, samples, probability, confidence, seed, output,
        };
        var options = new SensingOptions(command, measurements: false);
        command.SetAction(parsed =>
        {
            ImmutableArray<SpaceAxis> axes =
            [
                AxisText.Read("--mg", "magnesium", "mmol/L", parsed.GetValue(mg)!, 10),
                    AxisText.Read("--ntp", "each NTP", "mmol/L", parsed.GetValue(ntp)!, 10),
                AxisText.Read("--enzyme", "polymerase", "nmol/L", parsed.GetValue(enzyme)!, 5),
                    AxisText.Read("--time", "time", "h", parsed.GetValue(time)!, 8),
            ];
            Within("--samples", parsed.GetValue(samples), 20, 100_000);
            Within("--length", parsed.GetValue(length), 20, 50_000);
            Within("--probability", parsed.GetValue(probability), 0.01, 0.9999);
            Within("--confidence", parsed.GetValue(confidence), 0.5, 0.9999);
            foreach ((Option<double> option, double high) in (ReadOnlySpan<(Option<double>, double)>)[(rna, 1000), (doubled, 100), (intact, 100),
                (capped, 100)])
                Within(option.Name, parsed.GetValue(option), 0, high);
            long runs = axes[..^1].Aggregate((long)parsed.GetValue(samples), (n, a) => n * a.Levels);
            if (runs > MostRuns) throw new InputException("--samples", $"That would be {runs} runs; the most are {MostRuns}.");

            CalibrationArtefact calibration = parsed.GetValue(fit) is { } file ? Load(file) : IvtCalibration.Akama;
            double quarter = parsed.GetValue(length) / 4.0;
            var mix = IvtCalibration.Manufacturing with { Composition = (quarter, quarter, quarter, quarter) };
            ImmutableArray<Specification> specifications = IvtSpaceProcess.Specifications(parsed.GetValue(rna), parsed.GetValue(doubled),
                parsed.GetValue(intact),
                parsed.GetValue(capped));
            DesignSpace space = SpaceMap.Compute<InVitroTranscription>(new IvtSpaceProcess(mix), axes, specifications,
                IvtCalibration.Samples(calibration, mix, parsed.GetValue(samples), parsed.GetValue(seed)), IvtCalibration.Accuracy,
                    Environment.ProcessorCount);
            if (parsed.GetValue(output) is { } csv)
                OutputFile.WriteText(csv, SpaceIvtReport.Csv(space, parsed.GetValue(probability), parsed.GetValue(confidence)));
            return options.Finish(parsed, SpaceIvtReport.Of(space, specifications, calibration, parsed.GetValue(probability),
                parsed.GetValue(confidence)));
        });
        return command;
    }

    private static void Within(string option, double value, double low, double high)
    {
        if (!(value >= low && value <= high)) throw new InputException(option,
            FormattableString.Invariant($"The value must be from {low} to {high}, not {value}."));
    }

    private static CalibrationArtefact Load(string file)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, not a calibration.");
        try
        {
            return CalibrationArtefact.FromJson<InVitroTranscription>(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file."
                : $"The file cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }
}
