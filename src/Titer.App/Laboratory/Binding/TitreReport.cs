using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Sensing.Binding;

namespace Titer.App.Laboratory.Binding;

/// <summary>Titres of the unknown cycles from their initial rates, against the known ones.</summary>
internal static class TitreReport
{
    private const string Nanomolar = "nM";

    public static SensingResult Make(string file, BindingSettings settings, List<Sensorgram> sensorgrams)
    {
        if (!sensorgrams.Exists(s => double.IsNaN(s.Concentration)))
            throw new InputException(settings.File,
                "The mode 'titer' needs cycles of unknown concentration, written as ? in the list of concentrations, and there are none.");
        // A cycle without a number is no blank: only for the preparation it is given one.
        ImmutableArray<BindingCycle> cycles =
            KineticsReport.Prepare(file, settings, [.. sensorgrams.Select(s => double.IsNaN(s.Concentration) ? s with { Concentration = 1 } : s)]);
        double window = double.IsNaN(settings.RateWindow) ? settings.Preparation.Phases.Association / 3 : settings.RateWindow;
        window = Math.Max(window, settings.Preparation.EdgeGuard * 3);
        var standards = new List<RateStandard>();
        var unknown = new List<(string Name, InitialRate Rate)>();
        int next = 0;
        foreach (Sensorgram sensorgram in sensorgrams)
        {
            if (sensorgram.Concentration == 0) continue;
            BindingCycle cycle = cycles[next++];
            if (InitialRate.Of(cycle.Times, cycle.Responses, window) is not { } rate)
                throw new InputException(file,
                    $"The cycle '{cycle.Name}' has fewer than 5 readings in the first {window.ToString("0.##", CultureInfo.InvariantCulture)} s "
                        + $"of its injection.");
            if (double.IsNaN(sensorgram.Concentration)) unknown.Add((cycle.Name, rate));
            else standards.Add(new RateStandard(cycle.Name, cycle.Concentration, rate));
        }
        bool blank = settings.Preparation.SubtractBlank && sensorgrams.Exists(s => s.Concentration == 0);
        RateCalibration line = Calibrate(file, standards, blank);
        ImmutableArray<(string Name, InitialRate Rate, TitreEstimate Titre)> titres =
            [.. unknown.Select(u => (u.Name, u.Rate, line.Invert(u.Rate, settings.Titration.Confidence)))];
        return new SensingResult(output => Print(output, settings, line, standards, titres, window), Figures(line, titres, window),
            [.. titres.Select((t, i) => SampleTag.Of(t.Name, new Measurement(new Tag("binding/titre"), DateTimeOffset.UnixEpoch,
                t.Titre.Concentration, Unit.Molar, t.Titre.StandardUncertainty,
                t.Titre.Quality, KineticsReport.Source, i)))],
            () => BindingFigure.Make(file, settings, line, standards, titres))
        {
            Steps = () => BindingSteps.Of(
                settings, sensorgrams, cycles, BindingFigure.Make(file, settings, line, standards, titres), ["binding-line"]),
        };
    }

    private static RateCalibration Calibrate(string file, List<RateStandard> standards, bool throughZero)
    {
        try
        {
            return RateCalibration.Fit(standards, throughZero);
        }
        catch (InputException e)
        {
            throw new InputException(file, e.Message);
        }
    }

    private static void Print(
        TextWriter output, BindingSettings settings, RateCalibration line, List<RateStandard> standards,
        ImmutableArray<(string Name, InitialRate Rate, TitreEstimate Titre)> titres, double window)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Rate in the first {window:0.##} s = {line.Intercept:G4} + {line.Slope:G5} C {settings.Response}/s over {standards.Count} standards "
                + $"from "
            + $"{line.Domain.Low * 1e9:G4} to {line.Domain.High * 1e9:G4} {Nanomolar} (C in mol/L); scatter from injection to injection "
            + $"{100 * line.Scatter:F1} %."));
        output.WriteLine();
        output.WriteLine($"cycle                             rate {settings.Response}/s   u          titre nM    u          "
            + $"{settings.Titration.Confidence * 100:0.#}% interval");
        foreach ((string name, InitialRate rate, TitreEstimate titre) in titres)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(name.Length <= 32 ? name : name[..32]),-32}  {rate.Value,-10:G4}  {rate.StandardUncertainty,-9:G2}  "
                    + $"{titre.Concentration * 1e9,-10:G5}  "
                + $"{titre.StandardUncertainty * 1e9,-9:G3}  {titre.Lower * 1e9:G4} .. {titre.Upper * 1e9:G4}  "
                + $"{(titre.Quality.IsGood ? "" : titre.Quality.Reason)}"));
        }
    }

    private static Dictionary<string, object?> Figures(
        RateCalibration line, ImmutableArray<(string Name, InitialRate Rate, TitreEstimate Titre)> titres, double window) => new()
    {
        ["mode"] = "titer",
        ["window_s"] = window,
        ["intercept"] = line.Intercept,
        ["slope_per_molar"] = line.Slope,
        ["scatter"] = line.Scatter,
        ["cycles"] = titres.Select(t => t.Name).ToArray(),
        ["rate"] = titres.Select(t => t.Rate.Value).ToArray(),
        ["rate_u"] = titres.Select(t => t.Rate.StandardUncertainty).ToArray(),
        ["titre"] = titres.Select(t => t.Titre.Concentration).ToArray(),
        ["titre_u"] = titres.Select(t => t.Titre.StandardUncertainty).ToArray(),
        ["titre_low"] = titres.Select(t => t.Titre.Lower).ToArray(),
        ["titre_high"] = titres.Select(t => t.Titre.Upper).ToArray(),
        ["titre_unit"] = "mol/L",
        ["quality"] = titres.Select(t => t.Titre.Quality.ToString()).ToArray(),
    };
}
