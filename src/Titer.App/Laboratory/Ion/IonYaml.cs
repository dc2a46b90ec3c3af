using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Field.Files;

namespace Titer.App.Laboratory.Ion;

/// <summary>Values of a settings file as the ion sensor's files write them: a plain number in the unit that is meant, or a number with a
/// unit.</summary>
internal static class IonYaml
{
    /// <summary>The number under <paramref name="key"/> in <paramref name="unit"/>, or <paramref name="otherwise"/> when the key is absent.</summary>
    public static double Number(YamlMap map, string key, Unit unit, double otherwise) =>
        map.Find(key) is { } entry ? Number(entry, unit) : otherwise;

    public static double Number(YamlEntry entry, Unit unit) => TryNumber(YamlMap.TextOf(entry), unit, out double value)
        ? value
        : throw entry.Value.Place.Error($"'{entry.Key}' must be a number{(unit == Unit.One ? "" : $" in {unit.Code}")}, not {entry.Value.Kind}.");

    /// <summary>As <see cref="Number(YamlMap,string,Unit,double)"/>, and at least <paramref name="least"/>.</summary>
    public static double Number(YamlMap map, string key, Unit unit, double otherwise, double least, double most = double.MaxValue)
    {
        double value = Number(map, key, unit, otherwise);
        if (value >= least && value <= most) return value;
        string range = most == double.MaxValue ? $"at least {least}" : $"between {least} and {most}";
        throw map.Find(key)!.Value.Place.Error($"'{key}' must be {range}{(unit == Unit.One ? "" : $" {unit.Code}")}.");
    }

    /// <summary>A number, or else the name of a column.</summary>
    public static ColumnOrNumber ColumnOrNumber(YamlEntry entry, Unit unit)
    {
        string text = YamlMap.TextOf(entry);
        if (TryNumber(text, unit, out double value)) return Field.Files.ColumnOrNumber.Of(value);
        // A number with a unit of another kind is a mistake and no column.
        if (Quantity.TryParse(text, out Quantity wrong, out _))
            throw entry.Value.Place.Error($"'{entry.Key}' must be in {unit.Code} or the name of a column, and {wrong.Unit.Code} is neither.");
        return new ColumnOrNumber(text, double.NaN);
    }

    public static ImmutableArray<YamlMap> Maps(YamlEntry entry, string what) =>
        [.. YamlMap.ListOf(entry, what).Items.Select(i => YamlMap.MapOf(i, $"each of {what}"))];

    /// <summary>One of some words.</summary>
    public static T Choice<T>(YamlEntry entry, params (string Word, T Value)[] choices)
    {
        string text = YamlMap.TextOf(entry);
        foreach ((string word, T value) in choices)
            if (word == text) return value;
        throw entry.Value.Place.Error($"'{text}' is no {entry.Key}{DidYouMean.Hint(text, choices.Select(c => c.Word))}.");
    }

    private static bool TryNumber(string text, Unit unit, out double value)
    {
        if (Quantity.TryNumber(text, out value)) return true;
        return Quantity.TryParse(text, out Quantity quantity, out _) && quantity.TryIn(unit, out value);
    }
}
