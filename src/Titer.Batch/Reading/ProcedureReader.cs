using System.Collections.Immutable;

namespace Titer.Batch;

internal static class ProcedureReader
{
    public static ImmutableArray<UnitProcedure> Read(YamlEntry entry, RecipeValues values, Equipment equipment) =>
        Named(entry, "unit procedures", "unit-procedure", "a unit procedure", ["unit-procedure", "operations"],
            (name, map, where) => new UnitProcedure(name, Operations(map.Require("operations", where), values, equipment)));

    private static ImmutableArray<Operation> Operations(YamlEntry entry, RecipeValues values, Equipment equipment) =>
        Named(entry, "operations", "operation", "an operation", ["operation", "phases"],
            (name, map, where) => new Operation(name, Phases(map.Require("phases", where), values, equipment)));

    private static ImmutableArray<Phase> Phases(YamlEntry entry, RecipeValues values, Equipment equipment) =>
        Named(entry, "phases", "phase", "a phase", ["phase", "set", "strategy", "until", "timeout", "on-timeout"],
            (name, map, where) => ReadPhase(name, map, where, values, equipment));

    /// <summary>A list of mappings that each say what they are by one key: <c>- phase: Growth</c>. Names are unique in their list.</summary>
    private static ImmutableArray<T> Named<T>(
        YamlEntry entry, string plural, string nameKey, string what, string[] keys, Func<string, YamlMap, string, T> read)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        var items = ImmutableArray.CreateBuilder<T>();
        foreach (YamlNode node in YamlMap.ListOf(entry, plural).Items)
        {
            YamlMap map = YamlMap.MapOf(node, what);
            string name = map.Find(nameKey) is { } named ? YamlMap.TextOf(named) : "";
            string where = name.Length > 0 ? $"the {nameKey} '{name}'" : what;
            map.Allow(where, keys);
            YamlEntry nameEntry = map.Require(nameKey, what);
            if (!places.TryAdd(name, nameEntry.Place))
                throw nameEntry.Place.Error($"{where} is here a second time; the first is on line {places[name].Line}.");
            items.Add(read(name, map, where));
        }
        return items.ToImmutable();
    }

    private static Phase ReadPhase(string name, YamlMap map, string where, RecipeValues values, Equipment equipment)
    {
        ImmutableArray<SetPoint> set = map.Find("set") is { } entry ? SetPointReader.Read(entry, values, equipment) : [];
        YamlEntry until = map.Find("until") ?? throw map.Place.Error($"{where} has no exit: it lacks the key 'until'.");
        Transition transition = ConditionParser.Parse(YamlMap.TextOf(until), until.Value.Place, values, equipment);
        return new Phase(name, set, FollowsStrategy(map), transition, ReadTimeout(map, values), map.Place);
    }

    private static bool FollowsStrategy(YamlMap map)
    {
        if (map.Find("strategy") is not { } entry) return false;
        string kind = YamlMap.TextOf(entry);
        return kind == StrategyReader.Predictive
            ? true
            : throw entry.Value.Place.Error($"a phase follows the strategy '{StrategyReader.Predictive}' or none, not '{kind}'.");
    }

    private static PhaseTimeout? ReadTimeout(YamlMap map, RecipeValues values)
    {
        YamlEntry? action = map.Find("on-timeout");
        if (map.Find("timeout") is not { } timeout)
            return action is null ? null : throw action.Place.Error("'on-timeout' says what a 'timeout' does, but there is none.");
        TimeSpan after = values.ResolveTime(YamlMap.TextOf(timeout), timeout.Value.Place, "'timeout'");
        string does = action is null ? "alarm" : YamlMap.TextOf(action);
        return new PhaseTimeout(after, does switch
        {
            "alarm" => TimeoutAction.Alarm,
            "hold" => TimeoutAction.Hold,
            "continue" => TimeoutAction.Continue,
            _ => throw action!.Value.Place.Error($"'on-timeout' is 'alarm', 'hold' or 'continue', not '{does}'."),
        }, timeout.Place);
    }
}
