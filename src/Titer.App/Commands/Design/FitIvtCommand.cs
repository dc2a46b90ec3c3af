using System.CommandLine;
using Titer.App.Commands.Sensing;
using Titer.Core;
using Titer.Design.Calibration;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Design;

/// <summary><c>titer fit ivt DATA.csv [...] [--hold-out each|WORDS|FILE.csv]</c>: the transcription model from measured reactions.</summary>
internal static class FitIvtCommand
{
    private const int MostStarts = 100;

    public static Command Create()
    {
        var files = new Argument<string[]>("DATA.csv") { Description = "Tables of measured reactions; several are fitted together.",
            Arity = ArgumentArity.OneOrMore };
        var holdOut = new Option<string[]>("--hold-out")
        {
            Description = "What the fit does not see and is judged by: 'each' leaves out every condition in turn; words that a "
                + "condition contains ('Mg 75 mM'); "
                + "or a file.",
        };
        var hold = new Option<string[]>("--hold") { Description = "Parameters that keep their value, by name or NAME=VALUE." };
        var starts = new Option<int>("--starts") { Description = "Starts of the search.", DefaultValueFactory = _ => 3 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the further starts.", DefaultValueFactory = _ => 1 };
        var noProfile = new Option<bool>("--no-profile") { Description =
            "Intervals from the covariance, without the profile likelihoods, which take most of the time." };
        var output = new Option<string?>("--out") { Description = "Write the calibration to this JSON file, for 'titer space ivt --fit'." };
        var command = new Command("ivt", "Calibrate the model of in-vitro transcription.") { files, holdOut, hold, starts, seed, noProfile, output };
        var options = new SensingOptions(command, measurements: false);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(starts) is < 1 or > MostStarts) throw new InputException("--starts", $"The starts must be 1 to {MostStarts}.");
            var run = FitIvtRun.Prepare(parsed.GetValue(files)!, parsed.GetValue(holdOut) ?? [], parsed.GetValue(hold) ?? []);
            run.Fit(new CalibrationOptions
            {
                Starts = parsed.GetValue(starts), Seed = parsed.GetValue(seed), Threads = Environment.ProcessorCount,
                Profiles = !parsed.GetValue(noProfile), Progress = options.Progress(parsed) is { } lines ? lines.Report : null,
            });
            if (parsed.GetValue(output) is { } json) OutputFile.WriteText(json, run.Artefact.ToJson());
            return options.Finish(parsed, FitIvtReport.Of(run));
        });
        return command;
    }
}
