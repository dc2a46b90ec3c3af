using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Field.Files.Transcription;
using Titer.Processes;
using Titer.Processes.Transcription;

namespace Titer.App.Commands.Design;

/// <summary>A calibration of the transcription model from files: what is fitted, what is held out, and what came out.</summary>
internal sealed class FitIvtRun
{
    private FitIvtRun(ImmutableArray<IvtDataSet> sets, ImmutableArray<Experiment> fitted, ImmutableArray<Experiment> heldOut, bool each,
        ImmutableArray<FreeParameter> free, double[] parameters) =>
        (Sets, Fitted, HeldOut, Each, Free, Parameters) = (sets, fitted, heldOut, each, free, parameters);

    public ImmutableArray<IvtDataSet> Sets { get; }
    public ImmutableArray<Experiment> Fitted { get; }

    /// <summary>Experiments that the fit does not see; all fitted ones, one condition at a time, when <see cref="Each"/>.</summary>
    public ImmutableArray<Experiment> HeldOut { get; }
    public bool Each { get; }
    public ImmutableArray<FreeParameter> Free { get; }
    public CalibrationResult Result { get; private set; } = null!;
    public double[] HeldOutPredictions { get; private set; } = [];
    private double[] Parameters { get; }

    public CalibrationArtefact Artefact => CalibrationArtefact.Of<InVitroTranscription>(Result,
        Sets.Select(s => $"{Path.GetFileName(s.File)}: {s.Kind}"));

    /// <exception cref="InputException">A file, a hold-out or a parameter that is not there, data that break the nucleotide balance, nothing left
    /// to fit.</exception>
    public static FitIvtRun Prepare(string[] files, string[] holdOuts, string[] holds)
    {
        ImmutableArray<IvtDataSet> sets = [.. files.Select(Read)];
        List<Experiment> fitted = [.. sets.SelectMany(s => s.Experiments)], heldOut = [];
        bool each = holdOuts.Contains("each");
        if (each && holdOuts.Length > 1) throw new InputException("--hold-out",
            "'each' leaves out every condition in turn, and nothing else can be held out beside it.");
        foreach (string what in holdOuts.Where(h => h != "each"))
        {
            if (what.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                IvtDataSet other = Read(what);
                sets = sets.Add(other);
                heldOut.AddRange(other.Experiments);
                continue;
            }
            // "Mg 7" must not hold out "Mg 75 mM": the words end where a word ends.
            List<Experiment> found = fitted.FindAll(e => Says(e.Condition, what.Trim()));
            if (found.Count == 0)
                throw new InputException("--hold-out",
                    $"No condition says '{what}'; one of them is '{(fitted.Count > 0 ? fitted[0] : heldOut[0]).Condition}'.");
            heldOut.AddRange(found);
            fitted.RemoveAll(found.Contains);
        }
        if (fitted.Count == 0) throw new InputException("--hold-out", "All conditions are held out, so that nothing is left to fit.");
        if (each && fitted.Select(e => e.Condition).Distinct().Count() < 2) throw new InputException("--hold-out",
            "There is only one condition, which cannot be left out.");
        double[] parameters = InVitroTranscription.Description.DefaultParameters();
        ImmutableArray<FreeParameter> free = Held(IvtPriors.All(), holds, parameters);
        return new(sets, [.. fitted], each ? [.. fitted] : [.. heldOut], each, free, parameters);
    }

    public void Fit(CalibrationOptions options)
    {
        Result = Calibrator.Fit<InVitroTranscription>(Fitted, Parameters, Free, options);
        if (Each) HeldOutPredictions = Predictions.LeaveOneConditionOut<InVitroTranscription>(Fitted, Result.Parameters.AsSpan(), Free, _ => true,
            options);
        else if (!HeldOut.IsEmpty)
            HeldOutPredictions = Predictions.Of<InVitroTranscription>(HeldOut, Result.Parameters.AsSpan(), options.Threads);
    }

    private static IvtDataSet Read(string file)
    {
        IvtDataSet set = IvtFile.Read(file);
        NucleotideBalance.Check(set);
        return set;
    }

    private static bool Says(string condition, string words)
    {
        int at = condition.IndexOf(words, StringComparison.OrdinalIgnoreCase), end = at + words.Length;
        return words.Length > 0 && at >= 0 && (end == condition.Length || !(char.IsLetterOrDigit(condition[end]) || condition[end] == '.'));
    }

    private static ImmutableArray<FreeParameter> Held(ImmutableArray<FreeParameter> free, string[] holds, double[] parameters)
    {
        ModelDescription model = InVitroTranscription.Description;
        foreach (string hold in holds)
        {
            string name = hold.Split('=')[0].Trim();
            int at = Enumerable.Range(0, model.Parameters.Length).FirstOrDefault(i =>
                model.Parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase), -1);
            if (at < 0)
                throw new InputException("--hold", $"The model has no parameter '{name}'; those that are fitted are "
                    + $"{string.Join(", ", free.Select(f => model.Parameters[f.Parameter].Name))}.");
            Quantity q = model.Parameters[at];
            if (hold.Contains('='))
            {
                if (!double.TryParse(hold.Split('=', 2)[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    || !(value >= q.Low && value <= q.High))
                    throw new InputException("--hold", $"'{q.Name}' must be a number from {q.Low:G4} to {q.High:G4} {q.Unit.Code}.");
                parameters[at] = value;
            }
            free = free.RemoveAll(f => f.Parameter == at);
        }
        return free.IsEmpty ? throw new InputException("--hold", "All parameters are held, so that nothing is left to fit.") : free;
    }
}
