using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Sensing.Binding;
using static Titer.App.Laboratory.Binding.BindingValues;

namespace Titer.App.Laboratory.Binding;

/// <summary>Reads the settings of <c>titer sense binding</c>; every mistake is one sentence with file and line.</summary>
internal static class BindingSettingsReader
{
    private const string Here = "the settings file of a binding experiment";
    private static readonly string[] Models = ["1:1", "transport", "two-state"];

    /// <exception cref="InputException">The file or a value in it is wrong.</exception>
    public static BindingSettings Load(string file)
    {
        YamlMap map = YamlMap.MapOf(YamlFile.Parse(YamlFile.Load(file)), Here);
        map.Allow(Here, "mode", "time", "response", "phases", "cycles", "model", "rmax", "bulk_shift", "drift", "dissociation_start", "start_times",
            "zero_at_baseline", "subtract_blank", "edge_guard", "averaging", "compare", "confidence", "rate_window");
        (ConcentrationRule rule, Unit unit, YamlMap cycles) = Concentrations(map);
        return new BindingSettings
        {
            File = file.Replace('\\', '/'),
            Mode = Choice(map, "mode", "kinetics", ["kinetics", "titer"]) == "titer" ? BindingMode.Titer : BindingMode.Kinetics,
            SecondsPerTime = Choice(map, "time", "s", ["s", "min", "h"]) switch { "min" => 60, "h" => 3600, _ => 1 },
            Response = Choice(map, "response", "RU", ["RU", "pm", "nm"]),
            Preparation = Preparation(map),
            Concentrations = rule,
            ConcentrationUnit = unit,
            Use = Cycles(cycles, "use"),
            Exclude = Cycles(cycles, "exclude"),
            Titration = Titration(map),
            Compare = Yes(map, "compare", true),
            RateWindow = map.Find("rate_window") is { } window ? Positive(window.Value, "'rate_window'") : double.NaN,
        };
    }

    private static TitrationOptions Titration(YamlMap map)
    {
        double confidence = 0.95;
        if (map.Find("confidence") is { } entry)
        {
            string text = YamlMap.TextOf(entry).TrimEnd('%', ' ');
            confidence = Quantity.TryNumber(text, out double value) ? value / (YamlMap.TextOf(entry).EndsWith('%') ? 100 : 1) : double.NaN;
            if (!(confidence is >= 0.5 and < 1)) throw entry.Value.Place.Error("'confidence' must be from 50 % to less than 100 %.");
        }
        return new TitrationOptions
        {
            Model = (BindingModel)Array.IndexOf(Models, Choice(map, "model", "1:1", Models)),
            GlobalRmax = Choice(map, "rmax", "local", ["local", "global"]) == "global",
            BulkShift = Yes(map, "bulk_shift", true),
            Drift = Yes(map, "drift", false),
            FreeDissociationStart = Choice(map, "dissociation_start", "continuous", ["continuous", "free"]) == "free",
            StartTimes = Choice(map, "start_times", "fixed", ["fixed", "fitted"]) == "fitted",
            Confidence = confidence,
        };
    }

    private static PreparationOptions Preparation(YamlMap map)
    {
        YamlMap phases = YamlMap.MapOf(map.Require("phases", Here).Value, "'phases'");
        phases.Allow("'phases'", "injection", "baseline", "association", "dissociation");
        double association = Positive(phases.Require("association", "'phases'").Value, "'association'");
        double averaging = double.NaN;
        if (map.Find("averaging") is { } entry)
        {
            averaging = entry.Value is YamlText { Value: "auto" } ? double.NaN
                : entry.Value is YamlText { Value: "none" } ? 0
                : Seconds(entry.Value, "'averaging'");
            if (averaging > association / 20) throw entry.Value.Place.Error("'averaging' is longer than a twentieth of the association, which "
                + "would hide its shape.");
        }
        double guard = map.Find("edge_guard") is { } g ? Seconds(g.Value, "'edge_guard'") : 2;
        if (guard > association / 4) throw map.Find("edge_guard")!.Value.Place.Error("'edge_guard' is longer than a quarter of the association.");
        return new PreparationOptions
        {
            Phases = new InjectionPhases(
                phases.Find("injection") is { } at ? Seconds(at.Value, "'injection'", mayBeNegative: true) : 0,
                phases.Find("baseline") is { } before ? Seconds(before.Value, "'baseline'") : 0,
                association,
                phases.Find("dissociation") is { } after ? Seconds(after.Value, "'dissociation'") : 0),
            ZeroAtBaseline = Yes(map, "zero_at_baseline", phases.Find("baseline") is not null),
            SubtractBlank = Yes(map, "subtract_blank", true),
            EdgeGuard = guard,
            Averaging = averaging,
        };
    }

    private static (ConcentrationRule, Unit, YamlMap) Concentrations(YamlMap map)
    {
        YamlMap cycles = YamlMap.MapOf(map.Require("cycles", Here).Value, "'cycles'");
        cycles.Allow("'cycles'", "concentrations", "molar_mass", "use", "exclude");
        double molarMass = cycles.Find("molar_mass") is { } mass ? Number(mass.Value, "'molar_mass' (g/mol)") : double.NaN;
        if (molarMass <= 0) throw cycles.Find("molar_mass")!.Value.Place.Error("'molar_mass' must be positive.");
        YamlEntry entry = cycles.Require("concentrations", "'cycles'");
        Unit unit = Unit.Molar;
        if (entry.Value is YamlList list)
        {
            var values = ImmutableArray.CreateBuilder<double>();
            foreach (YamlNode item in YamlMap.ListOf(entry, "concentrations").Items)
            {
                bool unknown = item is YamlText { Value: "?" };
                values.Add(unknown ? double.NaN : Concentration(item, "A concentration", molarMass, out unit));
            }
            return (new ConcentrationRule(list.Place, values.ToImmutable(), double.NaN, double.NaN, double.NaN), unit, cycles);
        }
        YamlMap rule = YamlMap.MapOf(entry.Value, "'concentrations' (a list, or start and factor, or from: file)");
        rule.Allow("'concentrations'", "start", "factor", "from", "unit");
        if (rule.Find("from") is { } from)
        {
            if (YamlMap.TextOf(from) is not ("file" or "header")) throw from.Value.Place.Error("'from' must be file or header.");
            YamlEntry code = rule.Require("unit", "'concentrations'");
            if (!TryUnit(YamlMap.TextOf(code), out unit)) throw code.Value.Place.Error($"'{YamlMap.TextOf(code)}' is not a unit that Titer knows.");
            double one = Concentration(new YamlText($"1 {unit}", code.Value.Place), "'unit'", molarMass, out unit);
            return (new ConcentrationRule(entry.Value.Place, [], double.NaN, double.NaN, one, unit), unit, cycles);
        }
        double start = Concentration(rule.Require("start", "'concentrations'").Value, "'start'", molarMass, out unit);
        YamlEntry factorEntry = rule.Require("factor", "'concentrations'");
        double factor = Number(factorEntry.Value, "'factor'");
        if (factor <= 0) throw factorEntry.Value.Place.Error("'factor' must be positive.");
        return (new ConcentrationRule(entry.Value.Place, [], start, factor, double.NaN), unit, cycles);
    }

    private static ImmutableArray<CycleChoice> Cycles(YamlMap cycles, string key)
    {
        if (cycles.Find(key) is not { } entry) return [];
        return [.. YamlMap.ListOf(entry, "cycles").Items.Select(item => item is YamlText { Value.Length: > 0 } text
            ? new CycleChoice(text.Value, item.Place)
            : throw item.Place.Error($"A cycle in '{key}' must be a number or a part of its name, not {item.Kind}."))];
    }

    private static double Positive(YamlNode node, string what)
    {
        double seconds = Seconds(node, what);
        return seconds > 0 ? seconds : throw node.Place.Error($"{what} must be longer than 0 s.");
    }
}
