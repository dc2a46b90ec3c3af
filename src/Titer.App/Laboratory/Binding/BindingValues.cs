using Titer.Batch;
using Titer.Core;

namespace Titer.App.Laboratory.Binding;

/// <summary>Values in the settings of a binding experiment; what cannot be read is one sentence with its place.</summary>
internal static class BindingValues
{
    /// <summary>A concentration in mol/L.</summary>
    /// <param name="molarMass">g/mol, for concentrations by mass; NaN when not given.</param>
    public static double Concentration(YamlNode node, string what, double molarMass, out Unit unit)
    {
        Quantity quantity = Quantity(node, what, "27.7 nM");
        unit = quantity.Unit;
        double value;
        if (quantity.TryIn(Unit.Molar, out double molar)) value = molar;
        else if (quantity.TryIn(Unit.GramPerLitre, out double mass))
        {
            if (double.IsNaN(molarMass)) throw node.Place.Error($"{what} is by mass, which needs the key 'molar_mass' (g/mol) beside the cycles.");
            value = mass / molarMass;
        }
        else throw node.Place.Error($"{what} must be a concentration, not in {quantity.Unit}.");
        return value >= 0 ? value : throw node.Place.Error($"{what} must not be negative.");
    }

    /// <summary>A time in seconds.</summary>
    public static double Seconds(YamlNode node, string what, bool mayBeNegative = false)
    {
        Quantity quantity = Quantity(node, what, "180 s");
        if (!quantity.TryIn(Unit.Second, out double seconds)) throw node.Place.Error($"{what} must be a time, not in {quantity.Unit}.");
        return seconds >= 0 || mayBeNegative ? seconds : throw node.Place.Error($"{what} must not be negative.");
    }

    public static double Number(YamlNode node, string what) =>
        node is YamlText text && Titer.Batch.Quantity.TryNumber(text.Value, out double value) ? value
            : throw node.Place.Error($"{what} must be a number, not {node.Kind}.");

    public static bool Yes(YamlMap map, string key, bool otherwise) => Choice(map, key, otherwise ? "yes" : "no", ["yes", "no"]) == "yes";

    /// <summary>One of a few words; yes and no may also be written as YAML's true and false.</summary>
    public static string Choice(YamlMap map, string key, string otherwise, string[] words)
    {
        if (map.Find(key) is not { } entry) return otherwise;
        string word = YamlMap.TextOf(entry);
        if (words.Contains("yes")) word = word switch { "true" or "on" => "yes", "false" or "off" => "no", _ => word };
        return words.Contains(word) ? word
            : throw entry.Value.Place.Error($"'{key}' must be one of {string.Join(", ", words)}, not '{word}'{DidYouMean.Hint(word, words)}.");
    }

    /// <summary>A unit by its UCUM code or by how people write concentrations: nM, uM, µM, mM, M, ug/mL.</summary>
    public static bool TryUnit(string code, out Unit unit) => Unit.TryParse(code switch
    {
        "M" => "mol/L",
        "mM" => "mmol/L",
        "uM" or "µM" or "μM" => "umol/L",
        "nM" => "nmol/L",
        "pM" => "pmol/L",
        "ug/mL" or "µg/mL" or "μg/mL" => "mg/L",
        "ng/mL" => "ug/L",
        "sec" or "seconds" => "s",
        _ => code,
    }, out unit);

    private static Quantity Quantity(YamlNode node, string what, string example)
    {
        if (node is not YamlText text) throw node.Place.Error($"{what} must be a number with a unit, such as '{example}', not {node.Kind}.");
        int split = text.Value.LastIndexOf(' ');
        string number = split < 0 ? text.Value : text.Value[..split].Trim(), code = split < 0 ? "" : text.Value[(split + 1)..];
        if (!Titer.Batch.Quantity.TryNumber(number, out double value))
            throw node.Place.Error($"{what} must be a number with a unit, such as '{example}', not '{text.Value}'.");
        if (code.Length == 0) throw node.Place.Error($"{what} has no unit; write for example '{example}'.");
        return TryUnit(code, out Unit unit) ? new Quantity(value, unit) : throw node.Place.Error($"'{code}' is not a unit that Titer knows.");
    }
}
