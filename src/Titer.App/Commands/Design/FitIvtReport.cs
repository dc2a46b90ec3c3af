using Titer.App.Laboratory;
using Titer.Design.Calibration;
using Titer.Processes;
using Titer.Processes.Transcription;

namespace Titer.App.Commands.Design;

/// <summary>What <c>titer fit ivt</c> says.</summary>
internal static class FitIvtReport
{
    public static SensingResult Of(FitIvtRun run)
    {
        CalibrationResult r = run.Result;
        var fitted = Agreement.ByResponse(run.Fitted, r.Predicted).ToList();
        var heldOut = run.HeldOut.IsEmpty ? [] : Agreement.ByResponse(run.HeldOut, run.HeldOutPredictions).ToList();
        return new SensingResult(text => Print(text, run, fitted, heldOut), Figures(run, fitted, heldOut), [], () => FitIvtFigure.Of(run));
    }

    private static void Print(TextWriter text, FitIvtRun run, List<(string Group, int State, Agreement Agreement)> fitted,
        List<(string Group, int State, Agreement Agreement)> heldOut)
    {
        CalibrationResult r = run.Result;
        foreach (var set in run.Sets)
        {
            int values = set.Experiments.Sum(e => e.Observations.Length);
            text.WriteLine(Line($"{set.File}: {set.Kind}, {set.Experiments.Length} conditions, {values} values."));
            foreach (string assumption in set.Assumptions) text.WriteLine($"  {assumption}");
        }
        text.WriteLine(Line($"Fit of {run.Free.Length} parameters to {run.Fitted.Sum(e => e.Observations.Length)} values: ")
            + (r.Fit.Converged ? "converged" : "not converged")
            + Line($", residuals {r.Scale:F2} times the measurement errors, {r.Agreeing} of {r.Starts} starts agree."));
        foreach ((string group, int state, Agreement a) in fitted) text.WriteLine(Row("  fitted", run, group, state, a));
        foreach ((string group, int state, Agreement a) in heldOut) text.WriteLine(Row(run.Each ? "  left out in turn" : "  held out", run, group,
            state, a));
        ModelDescription model = InVitroTranscription.Description;
        text.WriteLine("parameter                             estimate    95 % interval              unit           from data  verdict");
        foreach (ParameterFinding f in r.Findings)
            text.WriteLine(Line($"{f.Name,-36}{f.Estimate,10:G4}    {f.Low,-10:G3} to {f.High,-10:G3}  ")
                + Line($"{model.Parameters[f.Free.Parameter].Unit.Code,-14} {f.FromData,8:P0}  {f.Verdict}"));
        if (r.Findings.Any(f => f.Verdict == "open"))
            text.WriteLine("'open': one side of the interval is the bound of the parameter; the data and the prior do not close it.");
        text.WriteLine(Line($"Verdict: {r.Verdict} Condition number {r.Condition:G2}."));
    }

    private static Dictionary<string, object?> Figures(FitIvtRun run, List<(string Group, int State, Agreement Agreement)> fitted,
        List<(string Group, int State, Agreement Agreement)> heldOut)
    {
        CalibrationResult r = run.Result;
        return new()
        {
            ["model"] = InVitroTranscription.Description.Name, ["converged"] = r.Fit.Converged,
                ["values"] = run.Fitted.Sum(e => e.Observations.Length),
            ["scale"] = r.Scale, ["starts"] = r.Starts, ["agreeing"] = r.Agreeing, ["condition"] = r.Condition, ["verdict"] = r.Verdict,
            ["fitted"] = fitted.Select(f => Entry(run, f)), ["held_out"] = heldOut.Select(f => Entry(run, f)), ["left_out_in_turn"] = run.Each,
            ["parameters"] = r.Findings.Select(f => new Dictionary<string, object?>
            {
                ["name"] = f.Name, ["unit"] = InVitroTranscription.Description.Parameters[f.Free.Parameter].Unit.Code, ["estimate"] = f.Estimate,
                ["decades"] = f.Decades, ["low"] = f.Low, ["high"] = f.High, ["from_data"] = f.FromData, ["verdict"] = f.Verdict,
            }),
        };
    }

    private static Dictionary<string, object?> Entry(FitIvtRun run, (string Group, int State, Agreement Agreement) f) => new()
    {
        ["data"] = f.Group, ["response"] = Name(run, f.Group, f.State), ["values"] = f.Agreement.Count, ["r2"] = f.Agreement.R2,
        ["mean_absolute_error"] = f.Agreement.MeanAbsoluteError,
    };

    private static string Row(string head, FitIvtRun run, string group, int state, Agreement a) =>
        Line($"{head} {group}, {Name(run, group, state)}: {a.Count} values, R2 {a.R2:F3}, mean absolute error {a.MeanAbsoluteError:G3}");

    public static string Name(FitIvtRun run, string group, int state) => run.Sets.First(s => s.Experiments[0].Group == group).Responses[state];

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
