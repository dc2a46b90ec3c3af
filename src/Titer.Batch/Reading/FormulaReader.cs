using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Titer.Core;

namespace Titer.Batch;

internal static partial class FormulaReader
{
    private static readonly string[] Reserved =
        ["and", "or", "elapsed", "batch-elapsed", "confirm", "end-of-data", "within", "tolerance", "off"];

    public static ImmutableSortedDictionary<string, Parameter> Read(YamlEntry? entry)
    {
        var formula = ImmutableSortedDictionary.CreateBuilder<string, Parameter>(StringComparer.Ordinal);
        if (entry is null) return formula.ToImmutable();
        foreach (YamlEntry item in YamlMap.MapOf(entry.Value, "'formula'").Entries) formula.Add(item.Key, ReadParameter(item));
        return formula.ToImmutable();
    }

    private static Parameter ReadParameter(YamlEntry item)
    {
        string where = $"the parameter '{item.Key}'";
        if (!Name().IsMatch(item.Key))
            throw item.Place.Error($"'{item.Key}' cannot be the name of a parameter: letters, digits and '-', beginning with a letter.");
        if (Reserved.Contains(item.Key))
            throw item.Place.Error($"'{item.Key}' cannot be the name of a parameter, because conditions use the word.");
        YamlMap map = YamlMap.MapOf(item.Value, where);
        map.Allow(where, "value", "unit", "low", "high", "description");
        Unit unit = map.RequireUnit("unit", where);
        double value = map.RequireNumber("value", where), low = map.RequireNumber("low", where), high = map.RequireNumber("high", where);
        if (low > high) throw map.Find("low")!.Place.Error($"{where} has low {low} above high {high}.");
        if (!(low <= value && value <= high))
            throw map.Find("value")!.Place.Error($"{where} is {value} {unit}, outside its limits {low} to {high} {unit}.");
        return new Parameter(item.Key, new Quantity(value, unit), low, high, map.TextOr("description", ""), item.Place);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$")]
    private static partial Regex Name();
}
