using System.Collections.Immutable;
using System.Diagnostics;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Field.Files.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Bench.Mrna;

/// <summary>
/// The model fitted to the trajectories, rates and solubilities of Akama et al. 2012 together, and, apart from it, to the yields of van de Berg et
/// al. 2021; each condition of the yields, and each trajectory, also predicted by a fit that has not seen it.
/// </summary>
internal sealed class FitPart : IMrnaPart
{
    private const double ReplicateError = 0.142; // g/L, mean absolute deviation within the triplicates

    private static readonly CalibrationOptions Options = new() { Starts = 1, Threads = Environment.ProcessorCount };

    public string Name => "fit";

    public void Run(Dictionary<string, object?> figures)
    {
        (figures["akama_r2"], figures["rate_r2"], figures["yield_mae_g_per_l"]) = (null, null, null);
        if (Folders.SharedData("ivt") is not { } folder)
        {
            Console.WriteLine("The data are not on this machine.");
            return;
        }
        foreach ((string group, int state, Agreement a) in Fit(folder, "trajectories", "akama_reaction_trajectories.csv", "akama_initial_rate.csv",
            "akama_mg2ppi_solubility.csv"))
        {
            if (group == "trajectories" && state == IvtState.Rna) figures["akama_r2"] = a.R2;
            if (group == "initial rates") figures["rate_r2"] = a.R2;
        }
        foreach ((_, _, Agreement a) in Fit(folder, "yields", "van-de-berg-yields.csv"))
        {
            figures["yield_mae_g_per_l"] = a.MeanAbsoluteError;
            Console.WriteLine(FormattableString.Invariant(
                $"  that is {a.MeanAbsoluteError / ReplicateError:F2} times the error of replicates, {ReplicateError} g/L"));
        }
    }

    private static List<(string Group, int State, Agreement Agreement)> Fit(string folder, string left, params string[] files)
    {
        ImmutableArray<Experiment> experiments = [.. files.SelectMany(f => IvtFile.Read(Path.Combine(folder, f)).Experiments)];
        double[] parameters = InVitroTranscription.Description.DefaultParameters();
        ImmutableArray<FreeParameter> free = IvtPriors.All();
        long start = Stopwatch.GetTimestamp();
        CalibrationResult fit = Calibrator.Fit<InVitroTranscription>(experiments, parameters, free, Options);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"{string.Join(", ", files)}: {fit.Fit.Status} in {seconds:F1} s, ")
            + FormattableString.Invariant($"{fit.Findings.Count(f => f.Verdict == "identifiable")} of {free.Length} parameters identifiable"));
        List<(string Group, int State, Agreement Agreement)> fitted = [.. Agreement.ByResponse(experiments, fit.Predicted)];
        foreach (var row in fitted) Print("fitted", row);
        double[] predicted = Predictions.LeaveOneConditionOut<InVitroTranscription>(experiments, fit.Parameters.AsSpan(), free, e => e.Group == left,
            Options);
        foreach (var row in Agreement.ByResponse(experiments.Where(e => e.Group == left), predicted)) Print("left out in turn", row);
        return fitted;
    }

    private static void Print(string how, (string Group, int State, Agreement Agreement) row) => Console.WriteLine(
        FormattableString.Invariant($"  {how,-16} {row.Group,-14} {InVitroTranscription.Description.States[row.State].Name,-14} ")
        + FormattableString.Invariant($"n {row.Agreement.Count,3}  R2 {row.Agreement.R2:F4}  MAE {row.Agreement.MeanAbsoluteError:F4}"));
}
