using Titer.Core;

namespace Titer.Batch;

/// <summary>A mapping whose readers say what they expect; what is missing, unknown or of another type is an error with its place.</summary>
public sealed record YamlMap(List<YamlEntry> Entries, Place Place) : YamlNode(Place)
{
    public override string Kind => "a mapping";

    /// <summary>Written in braces, not on lines of its own.</summary>
    public bool IsFlow { get; init; }

    public YamlEntry? Find(string key) => Entries.Find(e => e.Key == key);

    /// <summary>Refuses every key that is not one of these.</summary>
    /// <param name="where">What this mapping is, for the message: <c>the phase 'Growth'</c>.</param>
    public void Allow(string where, params string[] keys)
    {
        foreach (YamlEntry entry in Entries)
        {
            if (!keys.Contains(entry.Key))
                throw entry.Place.Error($"{where} has no key '{entry.Key}'{DidYouMean.Hint(entry.Key, keys)}.");
        }
    }

    public YamlEntry Require(string key, string where) =>
        Find(key) ?? throw Place.Error($"{where} lacks the key '{key}'.");

    public string RequireText(string key, string where) => TextOf(Require(key, where));

    public string TextOr(string key, string otherwise) => Find(key) is { } entry ? TextOf(entry) : otherwise;

    public double RequireNumber(string key, string where)
    {
        YamlEntry entry = Require(key, where);
        return entry.Value is YamlText text && Quantity.TryNumber(text.Value, out double value)
            ? value
            : throw entry.Value.Place.Error($"'{key}' must be a number, not {entry.Value.Kind}.");
    }

    public Unit RequireUnit(string key, string where)
    {
        YamlEntry entry = Require(key, where);
        return Quantity.TryUnit(TextOf(entry), out Unit unit, out string problem)
            ? unit
            : throw entry.Value.Place.Error($"{problem}.");
    }

    public static string TextOf(YamlEntry entry) => entry.Value switch
    {
        YamlText { Value.Length: > 0 } text => text.Value,
        YamlText => throw entry.Value.Place.Error($"'{entry.Key}' has no value."),
        _ => throw entry.Value.Place.Error($"'{entry.Key}' must be a text, not {entry.Value.Kind}."),
    };

    public static YamlMap MapOf(YamlNode node, string what) => node as YamlMap
        ?? throw node.Place.Error($"{what} must be a mapping (key: value), not {node.Kind}.");

    public static YamlList ListOf(YamlEntry entry, string what)
    {
        if (entry.Value is not YamlList list)
            throw entry.Value.Place.Error($"'{entry.Key}' must be a list of {what}, not {entry.Value.Kind}.");
        return list.Items.Count > 0 ? list : throw list.Place.Error($"'{entry.Key}' is empty: it must have at least one of {what}.");
    }
}
