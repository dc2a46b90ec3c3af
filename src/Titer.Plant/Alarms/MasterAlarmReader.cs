using System.Collections.Immutable;
using System.Globalization;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.Plant.Alarms;

/// <summary>
/// Reads the master alarm database. It is part of the software, not of a site: what a list refuses depends on it, and a replay of the record has to refuse
/// the same (decision 33).
/// </summary>
public static class MasterAlarmReader
{
    private const string Name = "master-alarms.yaml";

    private static readonly Lazy<MasterAlarms> OfSoftware = new(() =>
    {
        using Stream stream = typeof(MasterAlarmReader).Assembly.GetManifestResourceStream(Name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return Read(new RecipeFile(Name, [.. content]));
    });

    /// <summary>The database of this software.</summary>
    public static MasterAlarms Shipped => OfSoftware.Value;

    /// <exception cref="InputException">The file is not one; the sentence has its place.</exception>
    public static MasterAlarms Read(RecipeFile file)
    {
        YamlMap root = YamlMap.MapOf(YamlFile.Parse(file), "the master alarm database");
        root.Allow("the master alarm database", "shelving", "alarms");
        YamlMap shelving = YamlMap.MapOf(root.Require("shelving", "the master alarm database").Value, "'shelving'");
        Dictionary<AlarmPriority, TimeSpan> longest = Enum.GetValues<AlarmPriority>().ToDictionary(p => p,
            p => Time(shelving.Require(p.ToString().ToLowerInvariant(), "'shelving'")));
        var definitions = ImmutableArray.CreateBuilder<AlarmDefinition>();
        foreach (YamlNode node in YamlMap.ListOf(root.Require("alarms", "the master alarm database"), "alarms").Items)
        {
            AlarmDefinition read = Definition(YamlMap.MapOf(node, "an alarm"));
            if (definitions.Any(d => d.Code == read.Code && d.Source == read.Source))
                throw node.Place.Error($"the alarm {read.Source}.{read.Code} has a second entry.");
            definitions.Add(read);
        }
        return new MasterAlarms(definitions.ToImmutable(), longest);
    }

    private static AlarmDefinition Definition(YamlMap map)
    {
        string code = map.RequireText("code", "an alarm"), source = map.RequireText("source", "an alarm"), where = $"the alarm {source}.{code}";
        map.Allow(where, "code", "source", "priority", "by-severity", "rationale", "within", "cause", "consequence", "response", "suppressed");
        var bySeverity = ImmutableSortedDictionary.CreateBuilder<Severity, AlarmPriority>();
        if (map.Find("by-severity") is { } other)
            foreach (YamlEntry entry in YamlMap.MapOf(other.Value, "'by-severity'").Entries)
                bySeverity[Word<Severity>(entry.Key, entry.Place)] = Word<AlarmPriority>(YamlMap.TextOf(entry), entry.Value.Place);
        YamlEntry priority = map.Require("priority", where);
        return new AlarmDefinition(code, source, Word<AlarmPriority>(YamlMap.TextOf(priority), priority.Value.Place), bySeverity.ToImmutable(),
            map.RequireText("rationale", where), Time(map.Require("within", where)), map.RequireText("cause", where), map.RequireText("consequence", where),
            map.RequireText("response", where), map.Find("suppressed") is { } rules ? [.. YamlMap.ListOf(rules, "rules").Items.Select(Suppression)] : []);
    }

    private static AlarmSuppression Suppression(YamlNode node)
    {
        YamlMap map = YamlMap.MapOf(node, "a suppression");
        map.Allow("a suppression", "during", "reason");
        ImmutableArray<string> during = [.. YamlMap.ListOf(map.Require("during", "a suppression"), "phases").Items
            .Select(n => n is YamlText { Value.Length: > 0 } text ? text.Value : throw n.Place.Error($"'during' has names of phases, not {n.Kind}."))];
        return new AlarmSuppression(during, map.RequireText("reason", "a suppression"));
    }

    private static T Word<T>(string word, Place place) where T : struct, Enum => Enum.TryParse(word, true, out T value) && Enum.IsDefined(value)
        && char.IsAsciiLetterLower(word[0]) ? value
        : throw place.Error($"'{word}' is none of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLower(CultureInfo.InvariantCulture)))}.");

    private static TimeSpan Time(YamlEntry entry) => Quantity.TryParse(YamlMap.TextOf(entry), out Quantity time, out _)
        && time.TryIn(Unit.Minute, out double minutes) && minutes is >= 1 and < 60 * 24 * 365 ? TimeSpan.FromMinutes(Math.Round(minutes))
        : throw entry.Value.Place.Error($"'{entry.Key}' must be a time such as 10 min or 4 h.");
}
