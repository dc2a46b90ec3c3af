using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

internal static class EquipmentReader
{
    private static readonly ImmutableSortedDictionary<string, ProcessKind> Processes = new Dictionary<string, ProcessKind>
    {
        ["cho-fed-batch"] = ProcessKind.ChoFedBatch,
        ["in-vitro-transcription"] = ProcessKind.InVitroTranscription,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static Equipment Read(RecipeFile file)
    {
        YamlMap root = YamlMap.MapOf(YamlFile.Parse(file), "an equipment file");
        if (root.Find("recipe") is { } recipe) throw recipe.Place.Error("this is a recipe, not an equipment file.");
        root.Allow("an equipment file", "equipment", "class", "process", "description", "vessel", "controlled", "actuators", "readings");
        string name = root.RequireText("equipment", "an equipment file"), @class = root.RequireText("class", "an equipment file");
        _ = root.TextOr("description", "");
        var readings = Section(root, "readings", ReadReading, r => r.Tag);
        if (readings.IsEmpty)
            throw root.Require("readings", "an equipment file").Place.Error("'readings' is empty: a unit without readings cannot be run.");
        var controlled = Section(root, "controlled", ReadControlled, c => c.Tag);
        foreach (ControlledVariable variable in controlled.Values)
        {
            if (!readings.TryGetValue(variable.Tag, out ReadingDefinition? reading))
                throw variable.Place.Error($"'{variable.Tag}' is controlled but is not among the readings.");
            if (!reading.Unit.TryConvert(1, variable.Unit, out _))
                throw variable.Place.Error($"'{variable.Tag}' is controlled in {variable.Unit} but read in {reading.Unit}.");
        }
        var actuators = Section(root, "actuators", ReadActuator, a => a.Tag);
        if (actuators.IsEmpty && !controlled.IsEmpty)
            throw root.Find("controlled")!.Place.Error("a unit without actuators cannot control anything.");
        return new Equipment
        {
            Name = name,
            Class = @class,
            Process = root.Find("process") is { } process ? ReadProcess(process) : ProcessKind.ChoFedBatch,
            WorkingVolume = root.Find("vessel") is { } vessel ? ReadVessel(vessel) : null,
            SampleLitres = root.Find("vessel") is { } sampled ? ReadSample(sampled) : 0,
            Controlled = controlled,
            Actuators = actuators,
            Readings = readings,
            Place = root.Place,
        };
    }

    private static ImmutableSortedDictionary<Tag, T> Section<T>(YamlMap root, string key, Func<Tag, YamlEntry, T> read, Func<T, Tag> tagOf)
    {
        var section = ImmutableSortedDictionary.CreateBuilder<Tag, T>();
        if (root.Find(key) is not { } entry) return section.ToImmutable();
        foreach (YamlEntry item in YamlMap.MapOf(entry.Value, $"'{key}'").Entries)
        {
            if (!RecipeValues.TryTag(item.Key, out Tag tag))
                throw item.Place.Error($"'{item.Key}' is not a tag: letters, digits, '-', '_', '.' and '/'.");
            T read1 = read(tag, item);
            section.Add(tagOf(read1), read1);
        }
        return section.ToImmutable();
    }

    private static ProcessKind ReadProcess(YamlEntry entry)
    {
        string word = YamlMap.TextOf(entry);
        return Processes.TryGetValue(word, out ProcessKind process)
            ? process
            : throw entry.Value.Place.Error($"there is no process '{word}'{DidYouMean.Hint(word, Processes.Keys)}.");
    }

    private static ReadingDefinition ReadReading(Tag tag, YamlEntry item)
    {
        string where = $"the reading '{tag}'";
        YamlMap map = YamlMap.MapOf(item.Value, where);
        map.Allow(where, "unit", "low", "high", "description");
        (Unit unit, double low, double high) = Range(map, where);
        return new ReadingDefinition(tag, unit, low, high, item.Place);
    }

    private static ControlledVariable ReadControlled(Tag tag, YamlEntry item)
    {
        string where = $"the controlled variable '{tag}'";
        YamlMap map = YamlMap.MapOf(item.Value, where);
        map.Allow(where, "unit", "low", "high", "max-rate", "on-hold", "description");
        (Unit unit, double low, double high) = Range(map, where);
        string onHold = map.TextOr("on-hold", "keep");
        if (onHold is not ("keep" or "off")) throw map.Find("on-hold")!.Value.Place.Error($"'on-hold' is 'keep' or 'off', not '{onHold}'.");
        return new ControlledVariable(tag, unit, low, high, MaximumRate(map, unit, where), onHold == "off", item.Place);
    }

    private static Actuator ReadActuator(Tag tag, YamlEntry item)
    {
        string where = $"the actuator '{tag}'";
        YamlMap map = YamlMap.MapOf(item.Value, where);
        map.Allow(where, "unit", "low", "high", "max-rate", "safe", "description");
        (Unit unit, double low, double high) = Range(map, where);
        double safe = map.RequireNumber("safe", where);
        if (!(low <= safe && safe <= high))
            throw map.Find("safe")!.Place.Error($"{where} has the safe value {safe} {unit}, outside its limits {low} to {high} {unit}.");
        return new Actuator(tag, unit, low, high, MaximumRate(map, unit, where), safe, item.Place);
    }

    private static (Unit Unit, double Low, double High) Range(YamlMap map, string where)
    {
        Unit unit = map.RequireUnit("unit", where);
        double low = map.RequireNumber("low", where), high = map.RequireNumber("high", where);
        return low < high ? (unit, low, high) : throw map.Find("low")!.Place.Error($"{where} has low {low}, not below high {high}.");
    }

    private static double MaximumRate(YamlMap map, Unit unit, string where)
    {
        YamlEntry entry = map.Require("max-rate", where);
        if (!Rate.TryParse(YamlMap.TextOf(entry), out Rate rate, out string problem)) throw entry.Value.Place.Error($"{problem}.");
        bool converts = new Quantity(rate.PerHour, rate.Unit).TryDifferenceIn(unit, out double perHour);
        return converts && perHour > 0
            ? perHour
            : throw entry.Value.Place.Error($"{where} changes in {unit} per time and faster than zero, not at {rate}.");
    }

    private static WorkingVolume ReadVessel(YamlEntry entry)
    {
        YamlMap vessel = YamlMap.MapOf(entry.Value, "'vessel'");
        vessel.Allow("'vessel'", "working-volume", "sample");
        YamlMap volume = YamlMap.MapOf(vessel.Require("working-volume", "'vessel'").Value, "'working-volume'");
        volume.Allow("'working-volume'", "low", "high");
        double low = Litres(volume, "low", "'working-volume'"), high = Litres(volume, "high", "'working-volume'");
        return low < high && low >= 0
            ? new WorkingVolume(low, high)
            : throw volume.Place.Error($"the working volume has low {low} L, not below high {high} L.");
    }

    private static double ReadSample(YamlEntry entry)
    {
        YamlMap vessel = YamlMap.MapOf(entry.Value, "'vessel'");
        if (vessel.Find("sample") is not { } sample) return 0;
        double litres = Litres(vessel, "sample", "'vessel'");
        return litres >= 0 ? litres : throw sample.Value.Place.Error($"a sample takes 0 L or more from the vessel, not {litres} L.");
    }

    private static double Litres(YamlMap map, string key, string where)
    {
        YamlEntry entry = map.Require(key, where);
        if (!Quantity.TryParse(YamlMap.TextOf(entry), out Quantity quantity, out string problem)) throw entry.Value.Place.Error($"{problem}.");
        return quantity.TryIn(Unit.Litre, out double litres) ? litres : throw entry.Value.Place.Error($"a volume is in L, not in {quantity.Unit}.");
    }
}
