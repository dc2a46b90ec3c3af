using System.Collections.Immutable;
using System.Globalization;

namespace Titer.Batch.Editing;

/// <summary>The way to a node of a YAML document: keys of mappings, and numbers of list items from 0. Equal when the ways are.</summary>
public sealed record YamlPath(ImmutableArray<string> Parts)
{
    public static YamlPath Of(params ReadOnlySpan<string> parts) => new([.. parts]);

    public YamlPath Add(string part) => new(Parts.Add(part));

    public YamlPath Add(int item) => Add(item.ToString(CultureInfo.InvariantCulture));

    public YamlPath Parent => new(Parts[..^1]);

    public string Last => Parts[^1];

    /// <summary>The node there; null when there is none.</summary>
    public YamlNode? In(YamlNode root)
    {
        YamlNode? node = root;
        foreach (string part in Parts)
        {
            node = node switch
            {
                YamlMap map => map.Find(part)?.Value,
                YamlList list => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int i) && i < list.Items.Count ? list.Items[i] : null,
                _ => null,
            };
        }
        return node;
    }

    public bool Equals(YamlPath? other) => other is not null && Parts.SequenceEqual(other.Parts, StringComparer.Ordinal);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (string part in Parts) hash.Add(part, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join('/', Parts);
}
