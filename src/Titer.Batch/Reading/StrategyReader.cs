using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>The section <c>strategy</c> of a recipe.</summary>
internal static class StrategyReader
{
    /// <summary>The one kind of strategy there is, as a phase names it.</summary>
    public const string Predictive = "predictive";

    private const string Where = "the strategy";
    private static readonly Quantity UsualRisk = new(1, Unit.Percent);

    public static Strategy Read(YamlEntry entry, RecipeValues values, Equipment equipment)
    {
        YamlMap map = YamlMap.MapOf(entry.Value, Where);
        map.Allow(Where, "objective", "enough", "end", "every", "risk", "moves", "limits");
        YamlEntry objective = map.Require("objective", Where);
        TimeSpan end = Time(map, "end", values), every = Time(map, "every", values);
        if (every > end) throw map.Find("every")!.Value.Place.Error($"{Where} decides every {BatchTime.Text(every)}, which is longer than the batch.");
        return new Strategy(
            YamlMap.TextOf(objective) switch
            {
                "titre" => StrategyObjective.Titre,
                "mass" => StrategyObjective.Mass,
                var other => throw objective.Value.Place.Error($"'objective' is 'titre' or 'mass', not '{other}'."),
            },
            Enough(map, values, objective), end, every, Risk(map, values), Ranges(map, "moves", values, RangeOfMove), Ranges(map, "limits", values,
                RangeOfReading), entry.Place);

        AllowedRange RangeOfMove(YamlEntry item, Tag tag)
        {
            if (equipment.Controlled.TryGetValue(tag, out ControlledVariable? c)) return new AllowedRange(tag, c.Unit, c.Low, c.High, item.Place);
            if (equipment.Actuators.TryGetValue(tag, out Actuator? a)) return new AllowedRange(tag, a.Unit, a.Low, a.High, item.Place);
            string hint = DidYouMean.Hint(item.Key, equipment.Controlled.Keys.Concat(equipment.Actuators.Keys).Select(t => t.Name));
            throw item.Place.Error($"{equipment.Name} has neither a control loop nor an actuator '{item.Key}'{hint}.");
        }

        AllowedRange RangeOfReading(YamlEntry item, Tag tag)
        {
            if (equipment.Readings.TryGetValue(tag, out ReadingDefinition? r)) return new AllowedRange(tag, r.Unit, r.Low, r.High, item.Place);
            throw item.Place.Error($"'{item.Key}' is not a reading of {equipment.Name}{DidYouMean.Hint(item.Key, equipment.Readings.Keys.Select(t => t.Name))}.");
        }
    }

    private static TimeSpan Time(YamlMap map, string key, RecipeValues values)
    {
        YamlEntry entry = map.Require(key, Where);
        return values.ResolveTime(YamlMap.TextOf(entry), entry.Value.Place, $"'{key}'");
    }

    private static double? Enough(YamlMap map, RecipeValues values, YamlEntry objective)
    {
        if (map.Find("enough") is not { } entry) return null;
        if (YamlMap.TextOf(objective) != "titre") throw entry.Place.Error("'enough' is a titre and goes with the objective 'titre'.");
        Quantity enough = values.Resolve(YamlMap.TextOf(entry), entry.Value.Place, out _);
        return enough.TryIn(Unit.GramPerLitre, out double titre) && titre > 0
            ? titre
            : throw entry.Value.Place.Error($"'enough' is a titre above zero, such as '3 g/L', not {enough}.");
    }

    private static double Risk(YamlMap map, RecipeValues values)
    {
        Quantity risk = map.Find("risk") is { } entry ? values.Resolve(YamlMap.TextOf(entry), entry.Value.Place, out _) : UsualRisk;
        return risk.TryIn(Unit.One, out double probability) && probability is > 0 and <= 0.5
            ? probability
            : throw map.Find("risk")!.Value.Place.Error($"'risk' is a probability above 0 and up to 50 %, not {risk}.");
    }

    /// <param name="widest">What the equipment allows, or can read.</param>
    private static ImmutableSortedDictionary<Tag, AllowedRange> Ranges(
        YamlMap map, string key, RecipeValues values, Func<YamlEntry, Tag, AllowedRange> widest)
    {
        var ranges = ImmutableSortedDictionary.CreateBuilder<Tag, AllowedRange>();
        YamlMap section = YamlMap.MapOf(map.Require(key, Where).Value, $"'{key}'");
        if (section.Entries.Count == 0) throw section.Place.Error($"'{key}' is empty.");
        foreach (YamlEntry item in section.Entries)
        {
            AllowedRange within = widest(item, RecipeValues.TryTag(item.Key, out Tag tag) ? tag : default);
            ranges.Add(tag, Range(item, within, values, mustBeClosed: key == "moves"));
        }
        return ranges.ToImmutable();
    }

    private static AllowedRange Range(YamlEntry item, AllowedRange within, RecipeValues values, bool mustBeClosed)
    {
        string where = $"the range of {within.Tag}";
        YamlMap map = YamlMap.MapOf(item.Value, where);
        map.Allow(where, "low", "high");
        if (mustBeClosed)
        {
            map.Require("low", where);
            map.Require("high", where);
        }
        else if (map.Entries.Count == 0)
            throw map.Place.Error($"{where} needs 'low', 'high' or both.");
        double low = End("low", double.NegativeInfinity), high = End("high", double.PositiveInfinity);
        return low < high
            ? within with { Low = low, High = high }
            : throw map.Find("low")!.Place.Error($"{where} has low {low} {within.Unit}, not below high {high} {within.Unit}.");

        double End(string key, double open)
        {
            if (map.Find(key) is not { } entry) return open;
            Quantity quantity = values.Resolve(YamlMap.TextOf(entry), entry.Value.Place, out _);
            if (!quantity.TryIn(within.Unit, out double value))
                throw entry.Value.Place.Error($"{where} is in {within.Unit}; {quantity} does not convert to it.");
            return within.Low <= value && value <= within.High
                ? value
                : throw entry.Value.Place.Error(
                    $"{where} reaches to {quantity}, outside {within.Low} to {within.High} {within.Unit} of the equipment.");
        }
    }
}
