using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Sensing.Binding;

namespace Titer.App.Laboratory.Binding;

/// <summary>Fits a titration as the settings say and reports it.</summary>
internal static class KineticsReport
{
    public const string Source = "binding";

    public static SensingResult Make(string file, BindingSettings settings, List<Sensorgram> sensorgrams)
    {
        if (sensorgrams.Find(s => double.IsNaN(s.Concentration)) is { } unknown)
            throw new InputException(settings.File,
                $"The concentration of the cycle '{unknown.Name}' is unknown (?), which only the mode 'titer' can use.");
        ImmutableArray<BindingCycle> cycles = Prepare(file, settings, sensorgrams);
        double association = settings.Preparation.Phases.Association;
        int blanks = settings.Preparation.SubtractBlank ? sensorgrams.Count(s => s.Concentration == 0) : 0;
        settings = settings with { Titration = settings.Titration with { SharedBlanks = blanks } };
        TitrationFit fit = TitrationFitter.Fit(cycles, association, settings.Titration);
        ModelComparison? comparison = settings.Compare ? ModelComparison.Make(cycles, association, settings.Titration) : null;
        TitrationVerdict verdict = TitrationJudge.Judge(fit, comparison);
        return new SensingResult(
            output => Print(output, settings, fit, comparison, verdict), Figures(fit, comparison, verdict),
            Measurements(fit, verdict), () => BindingFigure.Make(file, settings, fit))
        {
            Steps = () => BindingSteps.Of(settings, sensorgrams, cycles, BindingFigure.Make(file, settings, fit), ["binding-fit", "binding-residuals"]),
        };
    }

    public static ImmutableArray<BindingCycle> Prepare(string file, BindingSettings settings, List<Sensorgram> sensorgrams)
    {
        try
        {
            return SensorgramPreparation.Prepare(sensorgrams, settings.Preparation);
        }
        catch (InputException e)
        {
            throw new InputException(file, e.Message);
        }
    }

    private static void Print(TextWriter output, BindingSettings settings, TitrationFit fit, ModelComparison? comparison, TitrationVerdict verdict)
    {
        TitrationOptions o = fit.Options;
        output.WriteLine($"{fit.Cycles.Length} cycle{(fit.Cycles.Length == 1 ? "" : "s")}, model {BindingModels.Create(o.Model).Name}, Rmax {(o.GlobalRmax ? "global" : "local")}"
            + $"{(o.BulkShift ? ", bulk shift" : "")}{(o.Drift ? ", drift" : "")}{(o.FreeDissociationStart ? ", free start of dissociation" : "")}"
            + $"{(o.StartTimes ? ", start times" : "")}");
        output.WriteLine();
        output.WriteLine($"        value        u            {fit.Options.Confidence:P0} interval".Replace(" %", "%", StringComparison.Ordinal));
        foreach (RateEstimate rate in fit.Rates)
        {
            string lower = rate.Lower > 0 ? Scientific(rate.Lower) : "open", upper = double.IsFinite(rate.Upper) ? Scientific(rate.Upper) : "open";
            output.WriteLine($"{rate.Name,-6}  {Scientific(rate.Value),-11}  {Scientific(rate.StandardUncertainty),-11}  {lower} .. {upper}  "
                + $"{rate.Unit.Symbol}");
        }
        output.WriteLine();
        output.WriteLine($"cycle                             C nM       Rmax {settings.Response,-4} u        bulk     filled  decay   residual");
        foreach (CycleEstimate c in fit.Cycles)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Short(c.Cycle.Name),-32}  {c.Cycle.Concentration * 1e9,-9:G5}  {c.Rmax,-9:F2}  {Bounded(c.RmaxUncertainty),-7}  "
                    + $"{c.BulkShift,-7:F2}  {100 * c.Occupied,5:F1}%  "
                + $"{100 * c.Decay,5:F1}%  {Math.Sqrt(c.Noise.Variance),-7:F3}"));
        }
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Residual {fit.ResidualDeviation:F3} {settings.Response} over {fit.Readings} readings, which say as much as "
                + $"{fit.EffectiveReadings:F0} independent ones; "
            + $"taken as independent, u(KD) would be {100 * fit.Affinity.IndependentUncertainty / fit.Affinity.Value:F1} % in place of "
            + $"{100 * fit.Affinity.StandardUncertainty / fit.Affinity.Value:F1} %."));
        foreach (ComparedModel m in comparison?.Models ?? [])
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{BindingModels.Create(m.Fit.Options.Model).Name,-10} residual {m.Fit.ResidualDeviation:F3}  AIC {m.Akaike:F1}  BIC {m.Bayes:F1}"
                + $"{(double.IsNaN(m.PValue) ? "" : $"  F test p = {m.PValue:G2}")}"));
        }
        output.WriteLine();
        output.WriteLine($"Verdict: {verdict.Text} (ka {TitrationVerdict.Name(verdict.Association)}, kd "
            + $"{TitrationVerdict.Name(verdict.Dissociation)}, "
            + $"KD {TitrationVerdict.Name(verdict.Affinity)}).");
        foreach (string sentence in verdict.Sentences) output.WriteLine($"Warning: {sentence}");
    }

    private static Dictionary<string, object?> Figures(TitrationFit fit, ModelComparison? comparison, TitrationVerdict verdict)
    {
        var figures = new Dictionary<string, object?>
        {
            ["model"] = BindingModels.Create(fit.Options.Model).Name,
            ["rmax_rule"] = fit.Options.GlobalRmax ? "global" : "local",
        };
        foreach (RateEstimate rate in fit.Rates)
        {
            figures[rate.Name] = rate.Value;
            figures[$"{rate.Name}_u"] = rate.StandardUncertainty;
            figures[$"{rate.Name}_u_independent"] = rate.IndependentUncertainty;
            // An open end is null: the data give none.
            figures[$"{rate.Name}_low"] = rate.Lower > 0 ? rate.Lower : double.NaN;
            figures[$"{rate.Name}_high"] = rate.Upper;
            figures[$"{rate.Name}_unit"] = rate.Unit.Code;
        }
        figures["cycles"] = fit.Cycles.Select(c => c.Cycle.Name).ToArray();
        figures["concentration"] = fit.Cycles.Select(c => c.Cycle.Concentration).ToArray();
        figures["rmax"] = fit.Cycles.Select(c => c.Rmax).ToArray();
        figures["rmax_u"] = fit.Cycles.Select(c => c.RmaxUncertainty).ToArray();
        figures["bulk_shift"] = fit.Cycles.Select(c => c.BulkShift).ToArray();
        figures["residual_sd"] = fit.ResidualDeviation;
        figures["readings"] = fit.Readings;
        figures["effective_readings"] = fit.EffectiveReadings;
        figures["verdict"] = verdict.Text;
        figures["ka_verdict"] = TitrationVerdict.Name(verdict.Association);
        figures["kd_verdict"] = TitrationVerdict.Name(verdict.Dissociation);
        figures["KD_verdict"] = TitrationVerdict.Name(verdict.Affinity);
        figures["warnings"] = verdict.Sentences.ToArray();
        foreach (ComparedModel m in comparison?.Models ?? [])
        {
            string name = BindingModels.Create(m.Fit.Options.Model).Name.Replace(':', '_').Replace('-', '_');
            figures[$"aic_{name}"] = m.Akaike;
            figures[$"bic_{name}"] = m.Bayes;
            if (!double.IsNaN(m.PValue)) figures[$"p_{name}"] = m.PValue;
        }
        return figures;
    }

    private static List<Measurement> Measurements(TitrationFit fit, TitrationVerdict verdict)
    {
        // A titration has no time of day in its file: the measurements carry the epoch.
        var time = DateTimeOffset.UnixEpoch;
        var measurements = new List<Measurement>();
        foreach (RateEstimate rate in fit.Rates)
        {
            Determination found =
                rate.Name switch { "ka" => verdict.Association, "kd" => verdict.Dissociation, "KD" => verdict.Affinity, _ => verdict.Worst };
            Quality quality = found switch
            {
                Determination.Determined => Quality.Good,
                Determination.Weak => Quality.OutOfSpecification("weakly determined by these data"),
                _ => Quality.Failure("not identifiable from these data"),
            };
            double u = double.IsFinite(rate.StandardUncertainty) && rate.StandardUncertainty > 0 ? rate.StandardUncertainty : Math.Abs(rate.Value);
            measurements.Add(new Measurement(new Tag($"binding/{rate.Name}"), time, rate.Value, rate.Unit, u, quality, Source, 0));
        }
        return measurements;
    }

    private static string Scientific(double value) => value.ToString("0.0000E+0", CultureInfo.InvariantCulture);
    private static string Bounded(double u) => u < 1e5 ? u.ToString("F2", CultureInfo.InvariantCulture) : "-";
    private static string Short(string name) => name.Length <= 32 ? name : name[..32];
}
