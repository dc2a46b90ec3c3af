using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

internal static class SetPointReader
{
    private const string OfSetPoint = "of set point";

    public static ImmutableArray<SetPoint> Read(YamlEntry entry, RecipeValues values, Equipment equipment)
    {
        YamlMap map = YamlMap.MapOf(entry.Value, "'set'");
        if (map.Entries.Count == 0) throw map.Place.Error("'set' is empty: name a variable, or leave 'set' away.");
        return [.. map.Entries.Select(item => ReadOne(item, values, equipment))];
    }

    private static SetPoint ReadOne(YamlEntry item, RecipeValues values, Equipment equipment)
    {
        if (!RecipeValues.TryTag(item.Key, out Tag tag) || !equipment.Controlled.TryGetValue(tag, out ControlledVariable? variable))
        {
            string hint = DidYouMean.Hint(item.Key, equipment.Controlled.Keys.Select(t => t.Name));
            throw item.Place.Error($"{equipment.Name} does not control '{item.Key}'{hint}.");
        }
        string where = $"the set point of {tag}";
        if (item.Value is YamlText) return Target(variable, YamlMap.TextOf(item), item, values, null, null);

        YamlMap map = YamlMap.MapOf(item.Value, where);
        map.Allow(where, "to", "tolerance", "ramp", "over");
        YamlEntry to = map.Require("to", where);
        if (map.Find("ramp") is not null && map.Find("over") is { } second)
            throw second.Place.Error($"{where} has both 'ramp' and 'over'; give one.");
        Tolerance? tolerance = map.Find("tolerance") is { } t ? ReadTolerance(t, variable, values) : null;
        Ramp? ramp = map.Find("ramp") is { } r ? ReadRamp(r, variable)
            : map.Find("over") is { } over ? new Ramp(null, values.ResolveTime(YamlMap.TextOf(over), over.Value.Place, "'over'"))
            : null;
        return Target(variable, YamlMap.TextOf(to), to, values, tolerance, ramp);
    }

    private static SetPoint Target(
        ControlledVariable variable, string text, YamlEntry entry, RecipeValues values, Tolerance? tolerance, Ramp? ramp)
    {
        Place place = entry.Value.Place;
        if (text == "off")
        {
            if (tolerance is not null || ramp is not null)
                throw place.Error($"{variable.Tag} is switched off and can have neither tolerance nor ramp.");
            return new SetPoint(variable.Tag, null, variable.Unit, null, null, null, place);
        }
        Quantity quantity = values.Resolve(text, place, out string? parameter);
        string said = parameter is null ? $"{quantity}" : $"'{parameter}' ({quantity})";
        if (!quantity.TryIn(variable.Unit, out double to))
            throw place.Error($"the set point of {variable.Tag} is in {variable.Unit}; {said} does not convert to it.");
        if (!(variable.Low <= to && to <= variable.High))
        {
            throw place.Error($"the set point of {variable.Tag} is {said}, "
                + $"outside the range {variable.Low} to {variable.High} {variable.Unit} of the equipment.");
        }
        return new SetPoint(variable.Tag, to, variable.Unit, tolerance, ramp, parameter, place);
    }

    private static Tolerance ReadTolerance(YamlEntry entry, ControlledVariable variable, RecipeValues values)
    {
        string text = YamlMap.TextOf(entry);
        Place place = entry.Value.Place;
        bool relative = text.EndsWith(OfSetPoint, StringComparison.Ordinal);
        Quantity quantity = values.Resolve(relative ? text[..^OfSetPoint.Length].TrimEnd() : text, place, out _);
        if (relative)
        {
            return quantity.TryIn(Unit.One, out double fraction) && fraction is > 0 and < 1
                ? new Tolerance(fraction, Relative: true)
                : throw place.Error($"a tolerance 'of set point' is between 0 and 100 %, not {quantity}.");
        }
        if (quantity.TryDifferenceIn(variable.Unit, out double value))
            return value > 0 ? new Tolerance(value, Relative: false) : throw place.Error($"a tolerance is above zero, not {quantity}.");
        string hint = quantity.Unit == Unit.Percent ? $"; write '{quantity} {OfSetPoint}' for a part of it" : "";
        throw place.Error($"the tolerance of {variable.Tag} is in {variable.Unit}, not in {quantity.Unit}{hint}.");
    }

    private static Ramp ReadRamp(YamlEntry entry, ControlledVariable variable)
    {
        if (!Rate.TryParse(YamlMap.TextOf(entry), out Rate rate, out string problem)) throw entry.Value.Place.Error($"{problem}.");
        return new Quantity(rate.PerHour, rate.Unit).TryDifferenceIn(variable.Unit, out double perHour) && perHour > 0
            ? new Ramp(perHour, null)
            : throw entry.Value.Place.Error($"{variable.Tag} ramps in {variable.Unit} per time and faster than zero, not at {rate}.");
    }
}
